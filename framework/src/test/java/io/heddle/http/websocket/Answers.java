package io.heddle.http.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// What any server has answered, as messages: `text hello`, `pong`, `close 1002`. How it cut or
/// compressed them does not matter; what a server must not do stands there with a `!`.
final class Answers {

    static final String COMPRESSING = "compresses";
    static final String NOT_COMPRESSING = "does not compress";

    private static final Pattern EXTENSIONS =
            Pattern.compile("(?im)^Sec-WebSocket-Extensions: *(.*?) *\r?$");
    private static final int SHOWN = 40;
    private static final int FIRST_CONTROL = 8;
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private final List<String> said = new ArrayList<>();
    private final ByteBuffer left;
    private final Inflater inflater = new Inflater(true);
    private boolean takeover;
    private boolean hasEnded;

    private ByteArrayOutputStream message; // null between two messages
    private String kind = "";
    private boolean isCompressed;

    private Answers(ByteBuffer left) {
        this.left = left;
    }

    /// All that a server has said, the answer to the handshake first.
    ///
    /// @param hasOffer whether compression was offered, so that what became of it is told
    static List<String> of(byte[] stream, boolean hasOffer) {
        String all = new String(stream, ISO_8859_1);
        int end = all.indexOf("\r\n\r\n") + 4;
        if (!all.startsWith("HTTP/1.1 101 ") || end < 4) {
            return List.of("!" + all.lines().findFirst().orElse("nothing"));
        }
        var answers = new Answers(ByteBuffer.wrap(stream, end, stream.length - end));
        answers.readHead(all.substring(0, end), hasOffer);
        answers.readFrames();
        answers.inflater.end();
        return answers.said;
    }

    /// A message as it is told.
    static String shown(String kind, byte[] payload) {
        if (payload.length == 0) {
            return kind;
        }
        if (payload.length > SHOWN) {
            var sum = new CRC32();
            sum.update(payload);
            return "%s of %d, %08x".formatted(kind, payload.length, sum.getValue());
        }
        return kind + " " + (kind.equals("text") ? text(payload) : bytes(payload));
    }

    private static String text(byte[] payload) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
        } catch (CharacterCodingException e) {
            return "!" + bytes(payload);
        }
    }

    private static String bytes(byte[] payload) {
        String text = new String(payload, ISO_8859_1);
        return text.chars().allMatch(c -> c > ' ' - 1 && c < 0x7f)
                ? text
                : HexFormat.of().formatHex(payload);
    }

    private void readHead(String head, boolean hasOffer) {
        var extensions = EXTENSIONS.matcher(head);
        String agreed = extensions.find() ? extensions.group(1) : "";
        takeover = !agreed.contains("server_no_context_takeover");
        if (hasOffer) {
            said.add(agreed.startsWith("permessage-deflate") ? COMPRESSING : NOT_COMPRESSING);
        } else if (!agreed.isEmpty()) {
            said.add("!" + agreed);
        }
    }

    private void readFrames() {
        while (left.remaining() > 1 && !hasEnded) {
            int first = left.get() & 0xff;
            int second = left.get(); // a mask would be negative
            long length = second;
            if (second > 125) {
                length = second == 126 ? left.getShort() & 0xffff : left.getLong();
            }
            if (length < 0 || length > left.remaining()) {
                said.add("!%02x%02x cut off".formatted(first, second & 0xff));
                return;
            }
            var payload = new byte[(int) length];
            left.get(payload);
            readFrame(first, payload);
        }
        if (left.hasRemaining()) {
            said.add("!" + left.remaining() + " bytes");
        }
    }

    private void readFrame(int first, byte[] payload) {
        int opcode = first & 0xf;
        boolean isLast = (first & ClientFrames.FIN) != 0;
        if (opcode >= FIRST_CONTROL) {
            said.add(isLast && payload.length < 126 ? control(opcode, payload) : "!control");
            return;
        }
        if ((opcode == ClientFrames.CONTINUATION) == (message == null)) {
            said.add("!%02x".formatted(first));
            return;
        }
        if (message == null) {
            message = new ByteArrayOutputStream();
            kind = opcode == ClientFrames.TEXT ? "text" : "binary";
            isCompressed = (first & ClientFrames.RSV1) != 0;
        }
        message.writeBytes(payload);
        if (isLast) {
            byte[] whole = message.toByteArray();
            said.add(shown(kind, isCompressed ? inflated(whole) : whole));
            message = null;
        }
    }

    private String control(int opcode, byte[] payload) {
        hasEnded = opcode == ClientFrames.CLOSE;
        return switch (opcode) {
            case ClientFrames.CLOSE ->
                    payload.length < 2
                            ? "close"
                            : "close " + (ByteBuffer.wrap(payload).getShort() & 0xffff);
            case ClientFrames.PING -> shown("ping", payload);
            case ClientFrames.PONG -> shown("pong", payload);
            default -> "!opcode " + opcode;
        };
    }

    private byte[] inflated(byte[] payload) {
        var target = new ByteArrayOutputStream();
        var chunk = new byte[8192];
        inflater.setInput(ByteBuffer.allocate(payload.length + 4).put(payload).put(TAIL).array());
        try {
            for (int count = inflater.inflate(chunk); count > 0; count = inflater.inflate(chunk)) {
                target.write(chunk, 0, count);
            }
        } catch (DataFormatException e) {
            return ("!" + e).getBytes(ISO_8859_1);
        }
        if (!takeover) {
            inflater.reset();
        }
        return target.toByteArray();
    }
}
