package io.heddle.http.websocket;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What both sides have agreed on about compression ([RFC 7692
/// §7.1](https://www.rfc-editor.org/rfc/rfc7692#section-7.1)).
///
/// @param serverTakeover whether our messages refer to those before
/// @param clientTakeover whether the peer's do
/// @param answer what the peer is told
record DeflateTerms(boolean serverTakeover, boolean clientTakeover, String answer) {

    private static final String NAME = "permessage-deflate";
    private static final String SERVER_ALONE = "server_no_context_takeover";
    private static final String CLIENT_ALONE = "client_no_context_takeover";
    private static final String SERVER_WINDOW = "server_max_window_bits";
    private static final String CLIENT_WINDOW = "client_max_window_bits";
    private static final int LEAST_WINDOW = 8;
    private static final int LARGEST_WINDOW = 15;

    /// The first offer that can be met.
    ///
    /// @param offers members of `Sec-WebSocket-Extensions`
    /// @return null if there is none
    static @Nullable DeflateTerms of(PerMessageDeflate config, List<String> offers) {
        if (!config.isOn()) {
            return null;
        }
        for (String offer : offers) {
            DeflateTerms terms = of(config, offer);
            if (terms != null) {
                return terms;
            }
        }
        return null;
    }

    private static @Nullable DeflateTerms of(PerMessageDeflate config, String offer) {
        String[] parts = offer.split(";", -1);
        if (!parts[0].strip().toLowerCase(Locale.ROOT).equals(NAME)) {
            return null;
        }
        Set<String> asked = new HashSet<>();
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].strip().split("=", 2);
            String name = pair[0].strip().toLowerCase(Locale.ROOT);
            String value = pair.length < 2 ? null : unquoted(pair[1].strip());
            if (!canMeet(name, value) || !asked.add(name)) {
                return null;
            }
        }
        boolean server = config.contextTakeover() && !asked.contains(SERVER_ALONE);
        boolean client = config.contextTakeover() && !asked.contains(CLIENT_ALONE);
        var answer = new StringBuilder(NAME);
        answer.append(server ? "" : "; " + SERVER_ALONE).append(client ? "" : "; " + CLIENT_ALONE);
        if (asked.contains(SERVER_WINDOW)) {
            answer.append("; " + SERVER_WINDOW + "=" + LARGEST_WINDOW);
        }
        return new DeflateTerms(server, client, answer.toString());
    }

    private static boolean canMeet(String name, @Nullable String value) {
        return switch (name) {
            case SERVER_ALONE, CLIENT_ALONE -> value == null;
            // the JDK has only one window for what it compresses, and any for what it inflates
            case SERVER_WINDOW -> value != null && window(value) == LARGEST_WINDOW;
            case CLIENT_WINDOW -> value == null || window(value) >= LEAST_WINDOW;
            default -> false;
        };
    }

    /// The size of a window, or -1 if it is none.
    private static int window(String value) {
        if (!value.matches("[89]|1[0-5]")) {
            return -1;
        }
        return Integer.parseInt(value);
    }

    private static String unquoted(String value) {
        boolean isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }
}
