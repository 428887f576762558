/**
 * apt packages of a desktop and of creative applications: not in a headless variant. Source: the plan of the Carbon
 * images (its nine creative applications) and Debian's tasks for the Cinnamon, GNOME, KDE, Xfce desktops.
 */
export const desktopPackages = [
  "audacity",
  "blender",
  "cinnamon",
  "cinnamon-core",
  "cinnamon-desktop-environment",
  "code",
  "darktable",
  "firefox",
  "firefox-esr",
  "freecad",
  "gdm3",
  "gimp",
  "gnome",
  "gnome-core",
  "inkscape",
  "kde-plasma-desktop",
  "krita",
  "lightdm",
  "obs-studio",
  "scribus",
  "task-cinnamon-desktop",
  "task-gnome-desktop",
  "task-xfce-desktop",
  "tilix",
  "xfce4",
] as const

export type DesktopPackage = (typeof desktopPackages)[number]

/** Variant names that promise no desktop. */
export const headlessVariants = ["minimal", "server"] as const
export type HeadlessVariant = (typeof headlessVariants)[number]

const packages: ReadonlySet<string> = new Set(desktopPackages)
const headless: ReadonlySet<string> = new Set(headlessVariants)

export function isDesktopPackage(aptPackage: string): boolean {
  return packages.has(aptPackage)
}

export function isHeadless(variant: string | undefined): boolean {
  return variant !== undefined && headless.has(variant)
}
