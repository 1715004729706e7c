package io.heddle.http.form;

import io.heddle.http.ContentException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a part says about itself ([RFC 7578 §4](https://www.rfc-editor.org/rfc/rfc7578#section-4)).
///
/// @param fields by their names, in lower case
record PartHead(Map<String, String> fields, String name, @Nullable String filename) {

    private static final List<String> PLAIN_ENCODINGS = List.of("7bit", "8bit", "binary");

    /// Takes the lines of a head apart.
    ///
    /// @param to behind the line end of the last one
    /// @throws ContentException 400 if it is malformed or has no name; 415 if the content is
    ///   encoded
    static PartHead parse(byte[] bytes, int from, int to) throws ContentException {
        String text = Utf8.decode(bytes, from, to);
        if (text == null) {
            throw new ContentException(400, "the head of a part is not in UTF-8");
        }
        Map<String, String> fields = new HashMap<>();
        for (int begin = 0; begin < text.length(); ) {
            int end = text.indexOf("\r\n", begin);
            addField(fields, text.substring(begin, end));
            begin = end + 2;
        }
        return of(fields);
    }

    private static void addField(Map<String, String> fields, String line) throws ContentException {
        int colon = line.indexOf(':');
        boolean isField =
                colon > 0
                        && line.chars().limit(colon).allMatch(c -> c > ' ' && c < 0x7f)
                        && line.chars().allMatch(c -> (c >= ' ' && c != 0x7f) || c == '\t');
        if (!isField) {
            throw new ContentException(400, "the head of a part has a line that is no field");
        }
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        if (fields.putIfAbsent(name, line.substring(colon + 1).strip()) != null) {
            throw new ContentException(400, "the head of a part has a field twice");
        }
    }

    private static PartHead of(Map<String, String> fields) throws ContentException {
        String text = fields.getOrDefault("content-disposition", "");
        FieldValue disposition = FieldValue.parse("Content-Disposition", text);
        String name = disposition.parameter("name");
        if (!disposition.value().equals("form-data") || name == null) {
            throw new ContentException(400, "a part has no name");
        }
        String encoding = fields.getOrDefault("content-transfer-encoding", "binary");
        if (!PLAIN_ENCODINGS.contains(encoding.toLowerCase(Locale.ROOT))) {
            throw new ContentException(415, "the content of a part is encoded");
        }
        String filename = disposition.parameter("filename");
        return new PartHead(fields, decoded(name), filename == null ? null : decoded(filename));
    }

    /// The three characters that browsers encode in names ([WHATWG HTML
    /// §4.10.21.8](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data)).
    private static String decoded(String name) {
        return name.indexOf('%') < 0
                ? name
                : name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
    }
}
