package io.heddle.loadtest.report.files;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Names of targets as names of files on any system: only ASCII letters, digits, `-` and `_`.
final class FileNames {
    private static final int LONGEST = 80;
    private static final String PRIME = "\u2032";

    private FileNames() {}

    /// A name for each target; no two are equal even where case makes no difference.
    static Map<String, String> of(List<String> targets) {
        var names = new LinkedHashMap<String, String>();
        var taken = new HashSet<String>();
        for (var target : targets) {
            var base = safe(target);
            var name = base;
            for (int again = 2; !taken.add(name.toLowerCase(Locale.ROOT)); again++) {
                name = base + "-" + again;
            }
            names.put(target, name);
        }
        return names;
    }

    private static String safe(String target) {
        var name =
                target.replace(PRIME, "-twin")
                        .replaceAll("[^A-Za-z0-9_-]+", "_")
                        .replaceAll("^[_-]+|[_-]+$", "");
        var bounded = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
        // A few short words are devices on Windows.
        return bounded.isEmpty() || bounded.matches("(?i)con|prn|aux|nul|com\\d|lpt\\d")
                ? "target" + (bounded.isEmpty() ? "" : "-" + bounded)
                : bounded;
    }
}
