"""Inline code of a template: Lambda calls the file index.py, whatever the handler says.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html
"""

from localstack.services.lambda_.resource_providers import aws_lambda_function


def install() -> None:
    """Has LocalStack's provider name the file as AWS does; it would take the name from the handler."""
    original = aws_lambda_function.get_handler_file_from_name

    def file_name(handler_name: str, runtime: str | None = None) -> str:
        if runtime and runtime.startswith("python"):
            return "index.py"
        return original(handler_name, runtime)

    aws_lambda_function.get_handler_file_from_name = file_name
