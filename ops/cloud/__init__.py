"""What is deployed beside the functions and tables, as CloudFormation."""
