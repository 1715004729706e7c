package io.heddle.http;

import io.heddle.Connection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A request, with its content as a stream ([RFC 9110
/// §3.4](https://www.rfc-editor.org/rfc/rfc9110#section-3.4)). All but the content may be used by
/// any thread, and after the answer.
public final class Request {

    static final ScopedValue<Request> CURRENT = ScopedValue.newInstance();

    private final Connection connection;
    private final RequestHead head;
    private final Target target;
    private final Content content;
    private final Map<String, String> pathParameters;
    private final int segmentsBefore; // those that the route stands for
    private volatile @Nullable Parameters query; // made when asked for, perhaps twice

    Request(Connection connection, RequestHead head, Target target, Content content) {
        this(connection, head, target, content, Map.of(), 0);
    }

    private Request(
            Connection connection,
            RequestHead head,
            Target target,
            Content content,
            Map<String, String> pathParameters,
            int segmentsBefore) {
        this.connection = connection;
        this.head = head;
        this.target = target;
        this.content = content;
        this.pathParameters = pathParameters;
        this.segmentsBefore = segmentsBefore;
    }

    /// The request that the calling thread handles, or a task of it.
    ///
    /// @throws IllegalStateException if it handles none
    public static Request current() {
        if (!CURRENT.isBound()) {
            throw new IllegalStateException(
                    Thread.currentThread().getName() + " handles no request");
        }
        return CURRENT.get();
    }

    /// The connection by which it came.
    public Connection connection() {
        return connection;
    }

    /// `GET`, `POST`; case matters ([RFC 9110
    /// §9](https://www.rfc-editor.org/rfc/rfc9110#section-9)).
    public String method() {
        return head.method();
    }

    /// What it asks for, as it came.
    public String target() {
        return head.target();
    }

    /// The path, as it came, without the query: begins with a slash, or is `*`. It has no segment
    /// of dots, in any spelling.
    public String path() {
        return target.path();
    }

    /// What stands between the slashes of the path, decoded; the last one is empty if the path ends
    /// with a slash. A segment may hold a slash that was encoded.
    public List<String> segments() {
        return target.segments();
    }

    /// Those of the segments that the route's `{name...}` stands for; all of them, if the route has
    /// no such parameter, or there is no route.
    public List<String> remainingSegments() {
        List<String> segments = segments();
        return segments.subList(segmentsBefore, segments.size());
    }

    /// The query.
    public Parameters query() {
        Parameters parsed = query;
        if (parsed == null) {
            String text = target.query();
            parsed = text == null ? Parameters.NONE : Parameters.parse(text);
            query = parsed;
        }
        return parsed;
    }

    /// The value of a parameter of the route's path, decoded.
    ///
    /// @throws IllegalArgumentException if the route has no such parameter
    public String pathParameter(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "path parameter must be one of " + pathParameters.keySet() + ", was " + name);
        }
        return value;
    }

    /// The same request as a route sees it.
    ///
    /// @param segmentsBefore how many come before those that are left
    Request onRoute(Map<String, String> parameters, int segmentsBefore) {
        return new Request(connection, head, target, content, parameters, segmentsBefore);
    }

    /// The fields of the head.
    public Fields fields() {
        return head.fields();
    }

    /// The value of the first field of a name, or null.
    public @Nullable String field(String name) {
        return head.fields().first(name);
    }

    /// The host that it is for, with the port if there is one: that of an absolute target, else of
    /// the field `Host`; null in HTTP/1.0 only. A peer can name any.
    public @Nullable String host() {
        String authority = target.authority();
        return authority == null ? head.host() : authority;
    }

    /// Whether it asks to go on with another protocol ([RFC 9110
    /// §7.8](https://www.rfc-editor.org/rfc/rfc9110#section-7.8)); case does not matter.
    ///
    /// @param protocol a token, perhaps with a version: `websocket`
    public boolean asksFor(String protocol) {
        return head.minor() > 0
                && contains(fields().members("Connection"), "upgrade")
                && contains(fields().members("Upgrade"), protocol);
    }

    private static boolean contains(List<String> members, String wanted) {
        return members.stream().anyMatch(wanted::equalsIgnoreCase);
    }

    /// `HTTP/1.1`, `HTTP/1.0`.
    public String version() {
        return "HTTP/1." + Math.min(1, head.minor());
    }

    /// The content. The same object each time.
    public Content content() {
        return content;
    }

    /// Demands that the content has one of some media types, as it is: without a coding such as
    /// gzip, which the server does not undo.
    ///
    /// @param types without parameters, such as `application/json`; case does not matter
    /// @throws HttpException 415 if it has not; the answer says what would be accepted
    public void requireType(String... types) throws HttpException {
        String coding = field("Content-Encoding");
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw new HttpException(415, "content is accepted without a coding only")
                    .withField("Accept-Encoding", "identity");
        }
        String value = Objects.requireNonNullElse(field("Content-Type"), "");
        int end = value.indexOf(';');
        String type = (end < 0 ? value : value.substring(0, end)).strip();
        if (Stream.of(types).noneMatch(type::equalsIgnoreCase)) {
            throw new HttpException(
                            415, "content must be of the type " + String.join(" or ", types))
                    .withField("Accept", String.join(", ", types));
        }
    }

    /// Demands that the length of the content is known beforehand, as it is not where content comes
    /// in chunks.
    ///
    /// @return in bytes; 0 if there is no content
    /// @throws HttpException 411 if it is not known
    public long requireLength() throws HttpException {
        if (content.length() < 0) {
            throw new HttpException(411, "content is accepted with Content-Length only");
        }
        return content.length();
    }

    RequestHead head() {
        return head;
    }

    /// Method and path, and whose it is: `GET /index.html of connection-7 of 127.0.0.1:40312`.
    @Override
    public String toString() {
        return head.method() + " " + target.path() + " of " + Objects.toString(connection);
    }
}
