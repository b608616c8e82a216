"""What is kept of a ticket: the facts of each subject beside the rule of the same name."""
