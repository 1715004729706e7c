package io.heddle.http.form;

import io.heddle.http.ContentException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The value of a field that has parameters: `form-data; name="a"` ([RFC 9110
/// §5.6.6](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.6)).
///
/// @param value what stands before the first semicolon, in lower case
/// @param parameters by their names, in lower case
record FieldValue(String value, Map<String, String> parameters) {

    /// Takes a value apart. In quotes a backslash is one, unless a quote or another one follows:
    /// browsers do not write two for one, and name files as their systems do.
    ///
    /// @param field for the message
    /// @throws ContentException 400 if it is no such value, or has a parameter twice
    static FieldValue parse(String field, String text) throws ContentException {
        int end = text.indexOf(';');
        String value = (end < 0 ? text : text.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        Map<String, String> parameters = new HashMap<>();
        var parser = new Parser(field, text, end < 0 ? text.length() : end);
        while (parser.next()) {
            if (parameters.putIfAbsent(parser.name, parser.value) != null) {
                throw new ContentException(400, field + " has a parameter twice");
            }
        }
        return new FieldValue(value, parameters);
    }

    /// A parameter, or null.
    @Nullable String parameter(String name) {
        return parameters.get(name);
    }

    private static final class Parser {

        private final String field;
        private final String text;
        private int at;
        private String name = "";
        private String value = "";

        Parser(String field, String text, int at) {
            this.field = field;
            this.text = text;
            this.at = at;
        }

        /// Takes the next parameter.
        ///
        /// @return false at the end
        boolean next() throws ContentException {
            skipBlanks();
            while (at < text.length() && text.charAt(at) == ';') {
                at++;
                skipBlanks();
            }
            if (at == text.length()) {
                return false;
            }
            int equals = text.indexOf('=', at);
            if (equals <= at) {
                throw malformed();
            }
            name = text.substring(at, equals).toLowerCase(Locale.ROOT);
            if (!name.chars().allMatch(c -> isVisible(c) && ";\"".indexOf(c) < 0)) {
                throw malformed();
            }
            at = equals + 1;
            value = at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
            return true;
        }

        private String plain() throws ContentException {
            int begin = at;
            while (at < text.length() && isVisible(text.charAt(at)) && text.charAt(at) != ';') {
                if (text.charAt(at) == '"') {
                    throw malformed();
                }
                at++;
            }
            String found = text.substring(begin, at);
            checkEnd();
            return found;
        }

        private String quoted() throws ContentException {
            var found = new StringBuilder();
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                boolean escapes =
                        text.charAt(at) == '\\'
                                && at + 1 < text.length()
                                && "\"\\".indexOf(text.charAt(at + 1)) >= 0;
                if (escapes) {
                    at++;
                }
                found.append(text.charAt(at));
            }
            if (at == text.length()) {
                throw malformed();
            }
            at++;
            checkEnd();
            return found.toString();
        }

        private void checkEnd() throws ContentException {
            skipBlanks();
            if (at < text.length() && text.charAt(at) != ';') {
                throw malformed();
            }
        }

        private void skipBlanks() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
        }

        private static boolean isVisible(int c) {
            return c > ' ' && c != 0x7f;
        }

        private ContentException malformed() {
            return new ContentException(400, field + " has a malformed parameter");
        }
    }
}
