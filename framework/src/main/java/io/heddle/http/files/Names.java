package io.heddle.http.files;

/// Which segments of a path are names of files.
final class Names {

    private Names() {}

    /// Whether it names one entry of a directory, and can do so on any system. What was no UTF-8
    /// names nothing.
    static boolean isName(String segment) {
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
            return false;
        }
        return segment.chars()
                .noneMatch(
                        c -> c == '/' || c == '\\' || Character.isISOControl(c) || c == '\ufffd');
    }

    /// @param hidden whether those that begin with a dot are served
    static boolean isServed(String segment, boolean hidden) {
        return isName(segment) && (hidden || segment.charAt(0) != '.');
    }
}
