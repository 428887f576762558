/**
 * A line in which the loader tells of a library or a plugin that is not there, whatever the program then does; what only the
 * host's driver brings is none. Python's syntax too.
 */
export const missingLibrary = String.raw`^(?!.*lib(?:cuda|nvcuvid|nvidia-[a-z-]+)\.so).*(?:error while loading shared libraries|cannot open shared object file|symbol lookup error).*`
