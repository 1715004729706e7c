package io.heddle.http;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// A request that a server may read in its own way, of `odd-requests.txt`; the file says how it is
/// written.
///
/// @param sent with escapes
/// @param why it is judged in two ways; empty where both agree
record OddRequest(String name, String sent, Verdict heddle, Verdict nginx, String why) {

    private static final String FILE = "odd-requests.txt";
    private static final int KEYS = 4; // name, send, heddle, nginx; why comes on top

    static List<OddRequest> all() throws IOException {
        var file = Objects.requireNonNull(OddRequest.class.getResourceAsStream(FILE), FILE);
        try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            String text =
                    lines.lines()
                            .filter(line -> !line.startsWith("#"))
                            .collect(Collectors.joining("\n"));
            List<OddRequest> all = new ArrayList<>();
            for (String block : text.strip().split("\n\n+", -1)) {
                all.add(parse(block));
            }
            return all;
        }
    }

    private static OddRequest parse(String block) {
        String[] lines = block.split("\n", -1);
        return new OddRequest(
                after("name ", lines[0]),
                after("send ", lines[1]),
                Verdict.parse(after("heddle ", lines[2])),
                Verdict.parse(after("nginx ", lines[3])),
                lines.length == KEYS ? "" : after("why ", lines[4]));
    }

    private static String after(String key, String line) {
        if (!line.startsWith(key)) {
            throw new IllegalArgumentException("wanted " + key + ", found " + line);
        }
        return line.substring(key.length());
    }

    /// What goes over the wire.
    byte[] bytes() {
        return unescape(sent);
    }

    private static byte[] unescape(String text) {
        var bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '{' && text.substring(at).matches("(?s)\\d+\\*.*")) {
                int star = text.indexOf('*', at);
                int end = text.indexOf('}', star);
                byte[] repeated = unescape(text.substring(star + 1, end));
                for (int i = Integer.parseInt(text.substring(at, star)); i > 0; i--) {
                    bytes.writeBytes(repeated);
                }
                at = end + 1;
            } else if (c == '\\') {
                char escaped = text.charAt(at++);
                if (escaped == 'x') {
                    bytes.write(Integer.parseInt(text.substring(at, at + 2), 16));
                    at += 2;
                } else {
                    bytes.write(escaped(escaped));
                }
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }

    private static int escaped(char c) {
        return switch (c) {
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 't' -> '\t';
            case '0' -> 0;
            case '\\' -> '\\';
            default -> throw new IllegalArgumentException("\\" + c);
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
