package io.heddle.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Compresses answers with gzip for peers that accept it ([RFC 9110
/// §12.5.3](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3)). Immutable; a `with` method
/// makes a copy.
///
/// ```java
/// HttpHandler handler = Compression.DEFAULT.around(router);
/// ```
///
/// Streams are compressed as they are written: what was written before a `flush` arrives with it.
/// Bytes stay as they are where gzip would make them no shorter. Left alone is what is of another
/// type or too short, has a `Content-Encoding`, a `Content-Range` or a digest, says `no-transform`,
/// or has status 204, 205 or 206.
///
/// A strong `ETag` becomes a weak one, since the bytes are others; it still matches in
/// `If-None-Match`. Answers that could be compressed say `Vary: Accept-Encoding`, whether they were
/// or not.
///
/// Not for answers that hold both a secret and something that an attacker chooses: over TLS, the
/// length tells how much they have in common.
///
/// There is gzip alone: what writes Brotli for the JVM needs native code.
///
/// @param level 1 (fast) to 9 (small). Default 6
/// @param leastBytes what is known to be shorter is left alone, at least 0. Default 1024
/// @param types which are compressed: media types, `application/json`; whole kinds, `text/*`; or
///   endings, `+json`. `text/event-stream` only if it is named: a compressor for each peer that
///   waits takes a quarter of a megabyte
public record Compression(int level, long leastBytes, Set<String> types) implements Filter {

    private static final Pattern TYPE =
            Pattern.compile("[\\w!#$&^.-]+/(\\*|[\\w!#$&^.+-]+)|\\+[\\w.-]+");

    /// What is described above, for text and what is written like it.
    public static final Compression DEFAULT =
            new Compression(
                    6,
                    1024,
                    Set.of(
                            "text/*",
                            "+json",
                            "+xml",
                            "application/javascript",
                            "application/json",
                            "application/wasm",
                            "application/xml",
                            "font/otf",
                            "font/ttf",
                            "image/bmp"));

    private static final String EVENTS = "text/event-stream";
    private static final Set<Integer> LEFT_ALONE = Set.of(101, 204, 205, 206, 304);
    private static final List<String> OF_THESE_BYTES =
            List.of("Content-Encoding", "Content-Range", "Content-Digest", "Repr-Digest", "Digest");

    /// @throws IllegalArgumentException naming what is out of its range
    public Compression {
        if (level < 1 || level > 9) {
            throw new IllegalArgumentException("level must be between 1 and 9, was " + level);
        }
        if (leastBytes < 0) {
            throw new IllegalArgumentException("leastBytes must be at least 0, was " + leastBytes);
        }
        Set<String> lower = new HashSet<>();
        for (String type : types) {
            if (!TYPE.matcher(type).matches()) {
                throw new IllegalArgumentException(
                        "type must be like text/html, text/* or +json, was " + type);
            }
            lower.add(type.toLowerCase(Locale.ROOT));
        }
        types = Set.copyOf(lower);
    }

    /// A copy of another level, 1 to 9.
    public Compression withLevel(int level) {
        return new Compression(level, leastBytes, types);
    }

    /// A copy that leaves alone what is shorter, in bytes.
    public Compression withLeastBytes(long leastBytes) {
        return new Compression(level, leastBytes, types);
    }

    /// A copy for one more type: a media type, `text/*`, or `+json`.
    public Compression withType(String type) {
        Set<String> more = new HashSet<>(types);
        more.add(type);
        return new Compression(level, leastBytes, more);
    }

    @Override
    public HttpHandler around(HttpHandler next) {
        return request -> compressed(request, next.handle(request));
    }

    private Response compressed(Request request, Response response) {
        if (response.status() == 304) {
            return confirmed(request, response);
        }
        if (!isCompressible(response)) {
            return response;
        }
        Response varying = varying(response);
        return AcceptEncoding.prefersGzip(request.fields()) ? gzipped(varying) : varying;
    }

    /// The answer that what the peer has is still right: by the tag that the peer has it under.
    private static Response confirmed(Request request, Response response) {
        String tag = response.field("ETag");
        if (tag == null || !tag.startsWith("\"")) {
            return response;
        }
        boolean hasWeak =
                request.fields().all("If-None-Match").stream()
                        .anyMatch(list -> list.contains(weak(tag)));
        return hasWeak ? varying(withTag(response, weak(tag))) : response;
    }

    private boolean isCompressible(Response response) {
        long length = response.content().length();
        return !LEFT_ALONE.contains(response.status())
                && (length == ResponseContent.UNKNOWN || length >= leastBytes)
                && OF_THESE_BYTES.stream().allMatch(name -> response.field(name) == null)
                && response.fields("Cache-Control").stream()
                        .noneMatch(value -> members(value).contains("no-transform"))
                && isCompressible(response.field("Content-Type"));
    }

    private boolean isCompressible(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end))
                        .strip()
                        .toLowerCase(Locale.ROOT);
        int slash = type.indexOf('/');
        int plus = type.lastIndexOf('+');
        return types.contains(type)
                || (slash > 0
                        && !type.equals(EVENTS)
                        && types.contains(type.substring(0, slash) + "/*"))
                || (plus > 0 && types.contains(type.substring(plus)));
    }

    private static List<String> members(String list) {
        return Pattern.compile(",")
                .splitAsStream(list.toLowerCase(Locale.ROOT))
                .map(String::strip)
                .toList();
    }

    private static Response varying(Response response) {
        boolean varies =
                response.fields("Vary").stream()
                        .flatMap(value -> members(value).stream())
                        .anyMatch(name -> name.equals("*") || name.equals("accept-encoding"));
        return varies ? response : response.withField("Vary", "Accept-Encoding");
    }

    private Response gzipped(Response response) {
        ResponseContent plain = response.content();
        ResponseContent gzipped =
                plain instanceof ResponseContent.Bytes bytes
                        ? gzipped(bytes)
                        : new ResponseContent.Stream(
                                ResponseContent.UNKNOWN, GzipWriter.of(plain, level));
        if (gzipped.length() >= plain.length() && gzipped.length() >= 0) {
            return response;
        }
        String tag = response.field("ETag");
        Response other = tag == null ? response : withTag(response, weak(tag));
        return other.withoutField("Accept-Ranges")
                .withField("Content-Encoding", "gzip")
                .with(gzipped);
    }

    private ResponseContent gzipped(ResponseContent.Bytes bytes) {
        var gzipped = new ByteArrayOutputStream(bytes.bytes().length / 4 + 64);
        try {
            GzipWriter.of(bytes, level).writeTo(gzipped);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new ResponseContent.Bytes(gzipped.toByteArray());
    }

    private static Response withTag(Response response, String tag) {
        return response.withoutField("ETag").withField("ETag", tag);
    }

    private static String weak(String tag) {
        return tag.startsWith("\"") ? "W/" + tag : tag;
    }
}
