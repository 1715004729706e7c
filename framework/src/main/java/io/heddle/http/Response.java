package io.heddle.http;

import io.heddle.ConnectionHandler;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An answer: a status, fields, content. Immutable; a `with` method makes a copy. One whose content
/// is no stream may be given to any number of requests.
///
/// The server adds what it alone knows: `Date`, `Content-Length` or `Transfer-Encoding`,
/// `Connection`.
public final class Response {

    /// An empty answer, 200.
    public static final Response OK = of(200);

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final String CONTENT_TYPE = "Content-Type";
    private static final List<String> OF_THE_SERVER =
            List.of(
                    "connection",
                    "content-length",
                    "date",
                    "keep-alive",
                    "transfer-encoding",
                    "upgrade");

    private final int status;
    private final String fields; // as they are written, each with its end
    private final ResponseContent content;
    private final boolean closing;

    private Response(int status, String fields, ResponseContent content, boolean closing) {
        this.status = status;
        this.fields = fields;
        this.content = content;
        this.closing = closing;
    }

    /// An answer without content.
    ///
    /// @param status 200 to 599
    /// @throws IllegalArgumentException if the status is out of its range
    public static Response of(int status) {
        return new Response(checked(status), "", ResponseContent.Bytes.NONE, false);
    }

    private static int checked(int status) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status must be between 200 and 599, was " + status);
        }
        return status;
    }

    /// Text, as `text/plain` in UTF-8.
    public static Response text(String text) {
        return bytes("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /// Bytes of any type.
    ///
    /// @param type a media type, `application/json`
    /// @param bytes not copied
    public static Response bytes(String type, byte[] bytes) {
        return OK.withContent(type, bytes);
    }

    /// A stream of any length: in chunks, or, in HTTP/1.0, to the end of the connection.
    ///
    /// @param writer called once, when the head is on its way; may read the content of the request
    ///   as it writes
    public static Response stream(String type, ContentWriter writer) {
        return OK.withField("Content-Type", type)
                .with(new ResponseContent.Stream(ResponseContent.UNKNOWN, writer));
    }

    /// A stream of a known length.
    ///
    /// @param length in bytes, at least 0; the writer must write as many
    public static Response stream(String type, long length, ContentWriter writer) {
        if (length < 0) {
            throw new IllegalArgumentException("length must be at least 0, was " + length);
        }
        return OK.withField("Content-Type", type).with(new ResponseContent.Stream(length, writer));
    }

    /// Part of a file, which the system sends without a copy where it can. Its length is that of
    /// the content.
    ///
    /// @param file open for reading; closed by the server, whether the answer was written or not.
    ///   Its position is not used
    /// @param position of the first byte, at least 0
    /// @param length in bytes, at least 0; a file that turns out to be shorter ends the connection
    public static Response file(String type, FileChannel file, long position, long length) {
        if (position < 0 || length < 0) {
            throw new IllegalArgumentException(
                    "position and length must be at least 0, were " + position + " and " + length);
        }
        return OK.withField("Content-Type", type)
                .with(new ResponseContent.FilePart(file, position, length));
    }

    /// An answer after which the connection speaks another protocol ([RFC 9110
    /// §7.8](https://www.rfc-editor.org/rfc/rfc9110#section-7.8)): 101, with `Upgrade` and
    /// `Connection`. If the request does not ask for it ([Request#asksFor]), the server answers 426
    /// instead.
    ///
    /// @param protocol a token, perhaps with a version: `websocket`
    /// @param handler gets the connection when the answer has been sent; what the peer has sent
    ///   behind the request is its to read. The connection ends when it returns
    public static Response upgrade(String protocol, ConnectionHandler handler) {
        checkValue("Upgrade", protocol);
        return new Response(
                SWITCHING_PROTOCOLS, "", new ResponseContent.Upgrade(protocol, handler), false);
    }

    /// An answer for those who must ask for another protocol first, or for another version of it:
    /// 426, with `Upgrade` and `Connection` ([RFC 9110
    /// §15.5.22](https://www.rfc-editor.org/rfc/rfc9110#section-15.5.22)).
    ///
    /// @param protocol a token, perhaps with a version: `websocket`
    public static Response upgradeRequired(String protocol) {
        checkValue("Upgrade", protocol);
        return text("this is spoken by " + protocol + " only\n")
                .withStatus(426)
                .withUpgrade(protocol);
    }

    /// A copy with bytes as content.
    ///
    /// @param type a media type
    /// @param bytes not copied
    public Response withContent(String type, byte[] bytes) {
        checkValue(CONTENT_TYPE, type);
        var content = new ResponseContent.Bytes(bytes);
        return new Response(status, fields + line(CONTENT_TYPE, type), content, closing);
    }

    Response with(ResponseContent content) {
        return new Response(status, fields, content, closing);
    }

    /// A copy with another status, 200 to 599.
    public Response withStatus(int status) {
        if (this.status == SWITCHING_PROTOCOLS) {
            throw new IllegalStateException("an upgrade has status 101, not " + status);
        }
        return new Response(checked(status), fields, content, closing);
    }

    /// A copy with one more field.
    ///
    /// @param name a token
    /// @param value visible characters of Latin-1, spaces and tabs
    /// @throws IllegalArgumentException if the name or the value is none, so that nobody can put a
    ///   line end into it, or the field is one that only the server knows
    public Response withField(String name, String value) {
        checkName(name);
        checkValue(name, value);
        return new Response(status, fields + line(name, value), content, closing);
    }

    static String line(String name, String value) {
        return name + ": " + value + "\r\n";
    }

    /// A copy that has the peer keep a cookie.
    public Response withCookie(SetCookie cookie) {
        return withField("Set-Cookie", cookie.text());
    }

    /// A copy that names a protocol that the peer must speak.
    private Response withUpgrade(String protocol) {
        String lines = "Connection: Upgrade\r\nUpgrade: " + protocol + "\r\n";
        return new Response(status, fields + lines, content, closing);
    }

    static void checkName(String name) {
        boolean isToken = !name.isEmpty();
        for (int i = 0; i < name.length(); i++) {
            isToken &= name.charAt(i) < 0x80 && Octets.isToken((byte) name.charAt(i));
        }
        if (!isToken) {
            throw new IllegalArgumentException(
                    "field name must be a token, was " + printable(name));
        }
        if (isOfTheServer(name)) {
            throw new IllegalArgumentException("field " + name + " is set by the server alone");
        }
    }

    private static boolean isOfTheServer(String name) {
        for (String known : OF_THE_SERVER) {
            if (known.length() == name.length() && known.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    static void checkValue(String name, String value) {
        Objects.requireNonNull(value, name);
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) > 0xff || !Octets.isValue((byte) value.charAt(i))) {
                throw new IllegalArgumentException(
                        "field "
                                + name
                                + " must have visible characters of Latin-1 only, was "
                                + printable(value));
            }
        }
    }

    private static String printable(String text) {
        var printable = new StringBuilder("'");
        text.chars()
                .limit(64)
                .forEach(c -> {
                    if (c >= ' ' && c < 0x7f) {
                        printable.append((char) c);
                    } else {
                        printable.append("\\u%04x".formatted(c));
                    }
                });
        return printable.append('\'').toString();
    }

    /// A copy after which the connection ends.
    public Response withClose() {
        return new Response(status, fields, content, true);
    }

    /// 200 to 599, or 101 for an upgrade.
    public int status() {
        return status;
    }

    /// The value of the first field of a name, whatever its case, or null; of those that were given
    /// to it, not of those that the server adds.
    public @Nullable String field(String name) {
        for (String line : fields.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon == name.length() && line.regionMatches(true, 0, name, 0, colon)) {
                return line.substring(colon + 2);
            }
        }
        return null;
    }

    /// The values of all fields of a name, of those that were given to it.
    List<String> fields(String name) {
        return fields.lines()
                .filter(line -> isNamed(line, name))
                .map(line -> line.substring(name.length() + 2))
                .toList();
    }

    /// A copy without the fields of a name.
    Response withoutField(String name) {
        String left =
                fields.lines()
                        .filter(line -> !isNamed(line, name))
                        .map(line -> line + "\r\n")
                        .collect(Collectors.joining());
        return new Response(status, left, content, closing);
    }

    private static boolean isNamed(String line, String name) {
        return line.length() > name.length()
                && line.charAt(name.length()) == ':'
                && line.regionMatches(true, 0, name, 0, name.length());
    }

    boolean isClosing() {
        return closing;
    }

    ResponseContent content() {
        return content;
    }

    /// Whether there can be content at all ([RFC 9110
    /// §6.4.1](https://www.rfc-editor.org/rfc/rfc9110#section-6.4.1)).
    boolean mayHaveContent() {
        return status != 204 && status != 304 && status != SWITCHING_PROTOCOLS;
    }

    /// The fields that were given to it, as they are written, each with its end.
    String fields() {
        return fields;
    }

    /// The status.
    @Override
    public String toString() {
        return "answer " + status;
    }
}
