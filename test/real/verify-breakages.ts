const lib = "/usr/lib/x86_64-linux-gnu"
const site = "/opt/venv/lib/python3.11/site-packages"
const modules = "/usr/local/lib/node_modules"

/** A way to break the sound image of verify.test.ts: the command of one layer, and what has to be said of it and why. */
export interface Breakage {
  readonly what: string
  readonly command: string
  readonly message: RegExp
  /** Default: that the layer of the command deleted it. */
  readonly cause?: RegExp
}

/** All are layers of one image, in this order: what later ones need to run is broken last. */
export const breakages: readonly Breakage[] = [
  {
    what: "a Debian package removed against its users",
    command: "dpkg --remove --force-depends libonig5",
    message: /^libjq1 depends on libonig5, which is not installed/,
    cause: /undefined/,
  },
  { what: "a library", command: `rm ${lib}/libjq.so.1*`, message: /\/jq needs libjq\.so\.1,/ },
  {
    what: "a library of a library",
    command: `rm ${lib}/libnghttp2.so.14*`,
    message: /libcurl.* needs libnghttp2\.so\.14,/,
  },
  { what: "a library's link", command: `rm ${lib}/libbrotlidec.so.1`, message: /needs libbrotlidec\.so\.1,/ },
  { what: "what a library's link leads to", command: `rm ${lib}/libssh2.so.1.*`, message: /needs libssh2\.so\.1,/ },
  {
    what: "a library cut short",
    command: `truncate -s 3000 ${lib}/libpsl.so.5.*`,
    message: /libpsl.* is damaged/,
    cause: /undefined/,
  },
  {
    what: "a library cut to nothing",
    command: `truncate -s 0 ${lib}/librtmp.so.1`,
    message: /needs librtmp\.so\.1, and .*librtmp\.so\.1 is no ELF file/,
    cause: /^layer \d+ \(.*truncate -s 0.*\) wrote/,
  },
  {
    what: "a version of symbols",
    command: "cp /opt/prepared/libver.so.1 /usr/local/lib/libver.so.1",
    message:
      /\/usr\/local\/bin\/ver needs VER_2 of libver\.so\.1, which \/usr\/local\/lib\/libver\.so\.1 does not have/,
    cause: /^layer \d+ \(.*opt\/prepared.*\) wrote \/usr\/local\/lib\/libver/,
  },
  {
    what: "a program for another machine",
    command:
      "cp /usr/bin/less /usr/local/bin/arm && printf '\\267' | dd of=/usr/local/bin/arm bs=1 seek=18 conv=notrunc",
    message: /\/usr\/local\/bin\/arm is for arm64, and the image for amd64/,
    cause: /^layer \d+ .* wrote \/usr\/local\/bin\/arm/,
  },
  {
    what: "a part of cuDNN",
    command: "rm /usr/local/cuda/lib64/libcudnn_ops.so.9",
    message: /libcudnn\.so\.9 opens libcudnn_ops\.so\.9 by name/,
  },
  {
    what: "NVRTC's builtins",
    command: "rm /usr/local/cuda/lib64/libnvrtc-builtins.so.12.4",
    message: /libnvrtc\.so\.12 opens libnvrtc-builtins\.so\.12\.\* by name/,
  },
  {
    what: "headers that CuPy compiles against",
    command: "rm /usr/local/cuda/include/*.h",
    message: /^jit:cupy needs cuda_fp16\.h/,
  },
  {
    what: "the C library's static part",
    command: `rm ${lib}/libc_nonshared.a`,
    message: /^compile needs libc_nonshared\.a/,
  },
  {
    what: "a module of PAM",
    command: `rm ${lib}/security/pam_unix.so`,
    message: /pam\.d\/.* needs the module pam_unix\.so/,
  },
  {
    what: "TLS for GIO",
    command: `rm ${lib}/gio/modules/libgiognutls.so`,
    message: /libsoup.* opens gio\/modules\/libgiognutls\.so/,
  },
  {
    what: "an index of GIO modules",
    command: "true",
    message: /giomodule\.cache names libgiognutls\.so, which is not there/,
  },
  {
    what: "a picture loader that the index does not name",
    command: `cp ${lib}/gdk-pixbuf-2.0/2.10.0/loaders/libpixbufloader-svg.so ${lib}/gdk-pixbuf-2.0/2.10.0/loaders/own.so`,
    message: /loaders\.cache does not name .*\/own\.so/,
    cause: /^layer \d+ .* wrote .*own\.so/,
  },
  {
    what: "fontconfig's rules",
    command: "rm /etc/fonts/fonts.conf",
    message: /libfontconfig.* opens \/etc\/fonts\/fonts\.conf/,
  },
  {
    what: "certificates",
    command: "rm /etc/ssl/certs/ca-certificates.crt",
    message: /ca-certificates\.crt is missing: no program trusts/,
  },
  {
    what: "the locale of LANG",
    command: "rm /usr/lib/locale/locale-archive",
    message: /^LANG is en_US\.UTF-8, and there is no such locale/,
  },
  {
    what: "compiled schemas",
    command: "rm /usr/share/glib-2.0/schemas/gschemas.compiled",
    message: /gschemas\.compiled is missing/,
  },
  { what: "MIME types", command: "rm /usr/share/mime/mime.cache", message: /mime\.cache is missing/ },
  {
    what: "a script's first line",
    command: "printf '#!/opt/none -x\\n' > /usr/local/bin/tool && chmod 755 /usr/local/bin/tool",
    message: /tool is run by \/opt\/none/,
    cause: /undefined/,
  },
  {
    what: "set-user-ID",
    command: "chmod u-s /usr/bin/sudo",
    message: /sudo has lost its set-user-ID/,
    cause: /^layer \d+ \(.*chmod u-s.*\) wrote/,
  },
  {
    what: "permission to run",
    command: "chmod a-x /usr/bin/less",
    message: /less has lost its permission/,
    cause: /^layer \d+ \(.*chmod a-x.*\) wrote/,
  },
  {
    what: "permission to read a library",
    command: `chmod 600 ${lib}/libldap-2.5.so.0.*`,
    message: /libldap.* has lost the permission of others to read it/,
    cause: /^layer \d+ \(.*chmod 600.*\) wrote/,
  },
  {
    what: "the sticky bit of /tmp",
    command: "chmod 777 /tmp",
    message: /^\/tmp has mode 777 and not 1777/,
    cause: /^layer \d+ \(.*chmod 777.*\) wrote/,
  },
  {
    what: "a link's target",
    command: "ln -s /opt/nowhere /usr/local/bin/there",
    message: /there leads to \/opt\/nowhere/,
    cause: /undefined/,
  },
  {
    what: "a link in a circle",
    command: "ln -s round /usr/local/bin/round",
    message: /round leads to round/,
    cause: /undefined/,
  },
  {
    what: "what an alternative leads to",
    command: "rm /usr/bin/mawk",
    message: /\/etc\/alternatives\/awk leads to \/usr\/bin\/mawk/,
  },
  {
    what: "a module of Python",
    command: "rm /usr/lib/python3.11/xmlrpc/client.py",
    message: /libpython3\.11-\w+.* lists .*xmlrpc\/client\.py/,
  },
  {
    what: "numpy.testing",
    command: `rm -r ${site}/numpy/testing`,
    message: /^numpy-.* lists .*numpy\/testing\/__init__\.py/,
  },
  {
    what: "django.test",
    command: `rm -r ${site}/django/test`,
    message: /^django-.* lists .*django\/test\/client\.py/i,
  },
  { what: "a file of a wheel", command: `rm ${site}/idna/core.py`, message: /^idna.* lists .*idna\/core\.py/ },
  { what: "an import", command: "true", message: /cannot import idna/, cause: /ModuleNotFoundError/ },
  {
    what: "metadata of a distribution",
    command: `rm -r ${site}/sqlparse-*.dist-info`,
    message: /sqlparse\/__init__\.py is there and the metadata of sqlparse is not/,
  },
  {
    what: "what another distribution requires",
    command: "true",
    message: /^django requires sqlparse, which is not installed in \/opt\/venv/,
  },
  {
    what: "an npm command's program",
    command: `rm ${modules}/semver/bin/semver.js`,
    message: /^semver in .* has the program bin\/semver\.js, which is not there/,
  },
  {
    what: "an npm package's dependency",
    command: `rm -r ${modules}/which/node_modules/isexe`,
    message: /^which in .* needs isexe, which node does not find/,
  },
  {
    what: "a menu's program",
    command:
      "mkdir -p /usr/share/applications && printf '[Desktop Entry]\\nExec=nothing %%U\\n' > /usr/share/applications/x.desktop",
    message: /x\.desktop starts nothing/,
    cause: /undefined/,
  },
  { what: "an application of the menu", command: "rm /usr/bin/l3afpad", message: /l3afpad\.desktop starts l3afpad/ },
  {
    what: "a library that ldconfig has not seen",
    command: `mkdir /opt/lib && cp ${lib}/libtinfo.so.6 /opt/lib/ && rm ${lib}/libtinfo.so.6* && echo /opt/lib > /etc/ld.so.conf.d/own.conf`,
    message: /needs libtinfo\.so\.6/,
    cause: /ld\.so\.cache is out of date/,
  },
  { what: "an interpreter", command: "rm /usr/bin/perl", message: /is run by \/usr\/bin\/perl/ },
  {
    what: "a command",
    command: "true",
    message: /'jq --version' ended with exit code 127/,
    cause: /libjq\.so\.1|libonig/,
  },
]
