/** Files that a package's scripts make, and that no list has. */
export interface GeneratedFiles {
  /** In the language of `PathRules`. */
  readonly paths: readonly string[]
  /** Names of the package, of which the first that is installed has them: names change between releases. */
  readonly packages: readonly string[]
}

/**
 * What maintainer scripts, triggers and the package managers themselves leave: read from Debian's `postinst` and
 * `triggers`, RPM's and Alpine's names where they differ. What lies in a folder that only its package has needs no rule.
 */
export const generatedFiles: readonly GeneratedFiles[] = [
  { paths: ["etc/ld.so.cache", "var/cache/ldconfig/**"], packages: ["libc-bin", "glibc"] },
  { paths: ["usr/lib/locale/**"], packages: ["locales", "libc-bin", "glibc-common"] },
  { paths: ["etc/nsswitch.conf", "etc/profile", "root/.bashrc", "root/.profile"], packages: ["base-files"] },
  // useradd copies /etc/skel, whose files are bash's (Ubuntu's and Debian's both).
  { paths: ["home/*/.bashrc", "home/*/.profile", "home/*/.bash_logout"], packages: ["bash"] },
  // Configuration files are in no list of checksums, which is all that distroless images have.
  { paths: ["etc/services", "etc/protocols", "etc/rpc", "etc/ethertypes"], packages: ["netbase"] },
  { paths: ["etc/mime.types"], packages: ["media-types"] },
  { paths: ["etc/ssl/openssl.cnf"], packages: ["openssl", "libssl3t64", "libssl3"] },
  { paths: ["etc/inputrc"], packages: ["readline-common"] },
  { paths: ["etc/mailcap"], packages: ["mailcap", "mime-support"] },
  { paths: ["etc/python3/**"], packages: ["python3-minimal"] },
  { paths: ["etc/default/keyboard", "etc/default/console-setup"], packages: ["keyboard-configuration"] },
  { paths: ["etc/X11/default-display-manager"], packages: ["lightdm", "gdm3", "sddm"] },
  { paths: ["etc/motd", "etc/issue*", "etc/debian_version", "etc/host.conf"], packages: ["base-files"] },
  { paths: ["var/log/btmp", "var/log/wtmp", "var/log/lastlog", "var/log/faillog"], packages: ["base-files"] },
  { paths: ["etc/passwd", "etc/group", "etc/passwd-", "etc/group-"], packages: ["base-passwd"] },
  { paths: ["etc/shadow", "etc/gshadow", "etc/shadow-", "etc/gshadow-"], packages: ["passwd"] },
  { paths: ["etc/subuid", "etc/subgid", "etc/subuid-", "etc/subgid-"], packages: ["passwd"] },
  { paths: ["etc/shells", "var/lib/shells.state"], packages: ["debianutils"] },
  { paths: ["etc/pam.d/common-*", "var/lib/pam/**"], packages: ["libpam-runtime"] },
  { paths: ["etc/timezone", "etc/localtime"], packages: ["tzdata"] },
  { paths: ["etc/default/locale", "etc/locale.gen"], packages: ["locales"] },
  { paths: ["etc/machine-id", "var/lib/systemd/**", "etc/systemd/**", "var/log/README"], packages: ["systemd"] },
  { paths: ["var/lib/dbus/**"], packages: ["dbus", "libdbus-1-3"] },
  { paths: ["var/lib/dpkg/**", "var/log/dpkg.log", "var/log/alternatives.log"], packages: ["dpkg"] },
  { paths: ["etc/alternatives/**"], packages: ["dpkg"] },
  { paths: ["var/lib/apt/**", "var/cache/apt/**", "var/log/apt/**", "etc/apt/**"], packages: ["apt"] },
  { paths: ["var/lib/rpm/**", "usr/lib/sysimage/rpm/**"], packages: ["rpm", "rpm-libs"] },
  {
    paths: ["var/lib/dnf/**", "var/cache/dnf/**", "var/log/dnf*", "var/log/hawkey.log"],
    packages: ["dnf", "dnf-data"],
  },
  { paths: ["var/lib/dnf/**", "usr/lib/sysimage/libdnf5/**", "var/cache/libdnf5/**"], packages: ["libdnf5", "libdnf"] },
  { paths: ["lib/apk/**", "usr/lib/apk/**", "etc/apk/**", "var/cache/apk/**"], packages: ["apk-tools"] },
  { paths: ["var/cache/debconf/**"], packages: ["debconf"] },
  { paths: ["var/lib/ucf/**"], packages: ["ucf"] },
  { paths: ["var/cache/man/**", "var/lib/man-db/**"], packages: ["man-db"] },
  { paths: ["usr/share/info/dir*"], packages: ["install-info"] },
  { paths: ["etc/ssl/certs/java/**"], packages: ["ca-certificates-java"] },
  { paths: ["etc/ssl/certs/ssl-cert-snakeoil.pem", "etc/ssl/private/**"], packages: ["ssl-cert"] },
  { paths: ["etc/ssl/certs/**", "etc/ca-certificates.conf"], packages: ["ca-certificates"] },
  { paths: ["etc/ssh/ssh_host_*"], packages: ["openssh-server"] },
  { paths: ["boot/initrd.img*", "var/lib/initramfs-tools/**"], packages: ["initramfs-tools", "dracut"] },
  { paths: ["usr/lib/modules/*/modules.*", "lib/modules/*/modules.*"], packages: ["kmod"] },
  { paths: ["usr/share/mime/**"], packages: ["shared-mime-info"] },
  { paths: ["usr/share/applications/mimeinfo.cache"], packages: ["desktop-file-utils"] },
  {
    paths: ["usr/share/icons/*/icon-theme.cache"],
    packages: ["libgtk-3-bin", "gtk-update-icon-cache", "libgtk-4-bin", "libgtk2.0-bin", "hicolor-icon-theme"],
  },
  {
    paths: ["usr/share/glib-2.0/schemas/gschemas.compiled", "usr/lib/*/gio/modules/giomodule.cache"],
    packages: ["libglib2.0-0t64", "libglib2.0-0"],
  },
  {
    paths: ["usr/lib/*/gdk-pixbuf-2.0/*/loaders.cache"],
    packages: ["libgdk-pixbuf-2.0-0", "libgdk-pixbuf2.0-0"],
  },
  { paths: ["usr/lib/*/gtk-3.0/*/immodules.cache"], packages: ["libgtk-3-0t64", "libgtk-3-0"] },
  { paths: ["usr/lib/*/gtk-2.0/*/immodules.cache"], packages: ["libgtk2.0-0t64", "libgtk2.0-0"] },
  { paths: ["var/cache/fontconfig/**", "etc/fonts/**"], packages: ["fontconfig", "fontconfig-config"] },
  { paths: ["usr/share/fonts/**", "etc/X11/fonts/**", "var/lib/xfonts/**"], packages: ["xfonts-utils", "fontconfig"] },
  { paths: ["var/cache/dictionaries-common/**", "var/lib/dictionaries-common/**"], packages: ["dictionaries-common"] },
  { paths: ["usr/lib/aspell/**", "var/lib/aspell/**"], packages: ["aspell"] },
  { paths: ["usr/share/hunspell/**"], packages: ["hunspell-en-us"] },
  { paths: ["var/lib/texmf/**", "etc/texmf/**"], packages: ["tex-common", "texlive-base"] },
  { paths: ["usr/share/vim/**"], packages: ["vim-runtime"] },
  { paths: ["usr/share/emacs/**", "usr/lib/emacs/**"], packages: ["emacs-common", "emacsen-common"] },
  { paths: ["var/lib/polkit-1/**"], packages: ["polkitd", "policykit-1"] },
  { paths: ["var/lib/swcatalog/**", "var/cache/swcatalog/**", "var/cache/app-info/**"], packages: ["appstream"] },
  { paths: ["etc/xml/**", "var/lib/xml-core/**"], packages: ["xml-core"] },
  { paths: ["etc/sgml/**", "var/lib/sgml-base/**"], packages: ["sgml-base"] },
  { paths: ["usr/lib/udev/hwdb.bin", "etc/udev/**"], packages: ["udev"] },
  { paths: ["etc/cups/**"], packages: ["cups-daemon"] },
  { paths: ["var/lib/ghostscript/**"], packages: ["libgs-common", "libgs9-common"] },
  { paths: ["usr/lib/ghc/package.conf.d/**"], packages: ["ghc"] },
  { paths: ["etc/rc*"], packages: ["init-system-helpers"] },
]

/** All patterns in their order, each with its packages. */
export const generatedPatterns = generatedFiles.flatMap(({ paths, packages }) =>
  paths.map((path) => ({ path, packages })),
)
