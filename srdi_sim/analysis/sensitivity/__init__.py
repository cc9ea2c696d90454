"""What drives an outcome: Morris, Sobol', PAWN, delta and Shapley, with the model's noise told."""
