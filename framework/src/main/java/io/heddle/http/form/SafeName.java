package io.heddle.http.form;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/// Makes a name for a file of one that a peer has made up.
final class SafeName {

    private static final int MOST_BYTES = 200; // file systems take 255; leaves room for a suffix
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");
    private static final String RESERVED = "<>:\"/\\|?*";

    private SafeName() {}

    /// The name: not empty, no path, no hidden file, no device; plain text.
    static String of(String filename) {
        String last =
                filename.substring(
                        Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
        var name = new StringBuilder();
        int bytes = 0;
        for (int i = 0; i < last.length() && bytes < MOST_BYTES; ) {
            int point = last.codePointAt(i);
            i += Character.charCount(point);
            int safe = isSafe(point) ? point : '_';
            bytes += Character.toString(safe).getBytes(StandardCharsets.UTF_8).length;
            if (bytes <= MOST_BYTES) {
                name.appendCodePoint(safe);
            }
        }
        while (!name.isEmpty() && " .".indexOf(name.charAt(name.length() - 1)) >= 0) {
            name.setLength(name.length() - 1); // Windows drops them
        }
        if (name.isEmpty()
                || " .".indexOf(name.charAt(0)) >= 0
                || DEVICE.matcher(name.toString().toLowerCase(Locale.ROOT)).matches()) {
            name.insert(0, '_');
        }
        return name.toString();
    }

    private static boolean isSafe(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    false;
            default -> RESERVED.indexOf(point) < 0;
        };
    }
}
