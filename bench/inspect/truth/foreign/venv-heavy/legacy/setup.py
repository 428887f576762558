from setuptools import setup

setup(name="legacy-tool", version="1.2", packages=["legacy_tool"])
