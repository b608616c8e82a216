"""What is deployed besides the program, one module a concern, as CloudFormation declares it."""
