"""The sandbox an instance lives in: namespaces of its own over this machine's root, its writes captured in a folder.

This package imports nothing but the standard library at its top: `init` is started without the virtual environment.
"""
