package io.heddle.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The blocks of a PEM text ([RFC 7468](https://www.rfc-editor.org/rfc/rfc7468)). What stands
/// between them is passed over.
final class Pem {

    /// A block of a PEM text.
    static final class Block {

        private final String label;
        private final byte[] der;
        private final boolean hasHeaders;

        private Block(String label, byte[] der, boolean hasHeaders) {
            this.label = label;
            this.der = der;
            this.hasHeaders = hasHeaders;
        }

        String label() {
            return label;
        }

        /// What it holds; not a copy.
        byte[] der() {
            return der;
        }

        /// Whether it has headers, as OpenSSL's own encryption has; it is no DER then.
        boolean hasHeaders() {
            return hasHeaders;
        }

        /// Overwrites what it holds.
        void wipe() {
            Arrays.fill(der, (byte) 0);
        }

        @Override
        public String toString() {
            return label; // the rest may be a key
        }
    }

    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,64})-----");

    private Pem() {}

    /// All blocks of a text.
    ///
    /// @return in their order; empty if there are none
    /// @throws IllegalArgumentException with a sentence, if a block does not end or is no Base64
    static List<Block> blocks(byte[] text) {
        String all = new String(text, ISO_8859_1);
        List<Block> blocks = new ArrayList<>();
        Matcher begin = BEGIN.matcher(all);
        int from = 0;
        while (begin.find(from)) {
            String label = begin.group(1);
            String line = "-----END " + label + "-----";
            int end = all.indexOf(line, begin.end());
            if (end < 0) {
                throw new IllegalArgumentException("its " + label + " has no end; is it cut off?");
            }
            blocks.add(block(label, all.substring(begin.end(), end)));
            from = end + line.length();
        }
        return blocks;
    }

    private static Block block(String label, String body) {
        boolean hasHeaders = body.indexOf(':') >= 0;
        int start = hasHeaders ? Math.max(0, endOfHeaders(body)) : 0;
        try {
            String base64 = body.substring(start).replaceAll("\\s", "");
            return new Block(label, Base64.getDecoder().decode(base64), hasHeaders);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its " + label + " is no Base64", e);
        }
    }

    private static int endOfHeaders(String body) {
        Matcher empty = Pattern.compile("\\n\\s*\\n").matcher(body.stripLeading());
        return empty.find() ? body.length() - body.stripLeading().length() + empty.end() : 0;
    }
}
