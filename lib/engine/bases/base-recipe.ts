/**
 * Before any package is unpacked (`$1` is the tree): dpkg leaves out what Debian's own slim images leave out (list of
 * debuerreotype, `.slimify-excludes` and `.slimify-includes`), now and in every later step of an image.
 */
export const prepareBase = `
set -e
mkdir -p "$1/etc/dpkg/dpkg.cfg.d"
cat > "$1/etc/dpkg/dpkg.cfg.d/docker" <<'END'
path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/groff/*
path-exclude /usr/share/info/*
path-exclude /usr/share/linda/*
path-exclude /usr/share/lintian/overrides/*
path-exclude /usr/share/locale/*
path-include /usr/share/locale/locale.alias
path-exclude /usr/share/man/*
END
echo force-unsafe-io > "$1/etc/dpkg/dpkg.cfg.d/docker-apt-speedup"
`

/** While apt's lists are still there: the date of the newest one becomes the date of the image (`$1.epoch`). */
export const dateBase = `
set -e
sed -n 's/^Date: //p' "$1"/var/lib/apt/lists/*Release | while read -r day; do date -d "$day" +%s; done | sort -n | tail -n 1 > "$1.epoch"
`

/**
 * Cleans the tree `$1` and packs it as `$3` with no date after `$2`: the same packages give the same bytes.
 * Essential packages were unpacked before dpkg could leave anything out, hence the removals. Settings
 * for containers are those of the official image, but for `docker-clean`, which empties apt's cache after every
 * command and so defeats cache mounts: instead apt keeps no archives unless it is told to
 * (`-o APT::Keep-Downloaded-Packages=true`), and no binary caches of its lists.
 */
export const finishBase = `
set -e
cd "$1"
rm -rf usr/share/groff usr/share/info usr/share/linda usr/share/lintian/overrides usr/share/man
find usr/share/doc -mindepth 1 ! -type d ! -name copyright -delete
find usr/share/doc -mindepth 1 -type d -empty -delete
if [ -d usr/share/locale ]; then find usr/share/locale -mindepth 1 -maxdepth 1 ! -name locale.alias -exec rm -rf {} +; fi
for section in 1 2 3 4 5 6 7 8 9; do mkdir -p usr/share/man/man$section; done
printf '#!/bin/sh\\n# No service is started in a container that is being built.\\nexit 101\\n' > usr/sbin/policy-rc.d
chmod 755 usr/sbin/policy-rc.d
cat > "etc/apt/apt.conf.d/docker" <<'END'
APT::Keep-Downloaded-Packages "false";
APT::AutoRemove::SuggestsImportant "false";
Acquire::Languages "none";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
END
rm -f etc/resolv.conf etc/hostname etc/apt/sources.list etc/apt/apt.conf.d/99mmdebstrap etc/dpkg/dpkg.cfg.d/99mmdebstrap
rm -rf var/lib/apt/lists/* var/cache/apt/*.bin var/cache/apt/archives/*.deb var/cache/ldconfig/aux-cache
rm -rf var/lib/dpkg/*-old var/cache/debconf/*-old run/* tmp/* var/tmp/*
rm -f etc/passwd- etc/group- etc/shadow- etc/gshadow-
find var/log -type f -delete
: > etc/machine-id
days=$(($2 / 86400))
sed -i -E "s/^([^:]*:[^:]*:)[0-9]+:/\\\\1$days:/" etc/shadow
tar --create --file="$3" --sort=name --format=gnu --numeric-owner --mtime="@$2" --clamp-mtime \\
  --exclude='./dev/*' --exclude='./proc/*' --exclude='./sys/*' .
`
