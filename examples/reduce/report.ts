/** The program that the image is for: it must work before and after. */
export const report = `#!/opt/venv/bin/python3
import numpy
import six

print("mean", numpy.arange(10).mean(), "six", six.__version__)
`
