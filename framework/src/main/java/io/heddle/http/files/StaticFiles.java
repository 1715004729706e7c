package io.heddle.http.files;

import io.heddle.http.HttpHandler;
import io.heddle.http.Request;
import io.heddle.http.Response;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Serves the files of a directory. Immutable; a `with` method makes a copy.
///
/// ```java
/// Router router = Router.EMPTY.get("/static/{path...}", StaticFiles.of(Path.of("public")));
/// ```
///
/// Which file, the segments say that the route leaves ([Request#remainingSegments()]). `GET` and
/// `HEAD` only. Conditions are answered with 304 and 412 ([RFC 9110
/// §13](https://www.rfc-editor.org/rfc/rfc9110#section-13)), ranges with 206 and 416 ([RFC 9110
/// §14](https://www.rfc-editor.org/rfc/rfc9110#section-14)); the system sends the bytes. A
/// directory is answered with its index, if it has one, and never listed.
///
/// Nothing outside of the directory is served: no name is more than the name of one entry of a
/// directory, and a symbolic link may not lead out. Nor is what is no regular file.
///
/// @param root the directory; looked up anew for each request, so it may be a link that is changed
/// @param index the file that is served for a directory, or null. Default `index.html`
/// @param cacheControl the value of `Cache-Control`, or null. Default null
/// @param servesHidden whether names may begin with a dot. Default false
/// @param followsLinksOut whether symbolic links may lead out of the root. Default false; those
///   that stay inside are followed
/// @param types media types by extension in lower case, which come before the usual ones
public record StaticFiles(
        Path root,
        @Nullable String index,
        @Nullable String cacheControl,
        boolean servesHidden,
        boolean followsLinksOut,
        Map<String, String> types)
        implements HttpHandler {

    private static final Response NOT_FOUND =
            Response.text("there is nothing here\n").withStatus(404);
    private static final Response FORBIDDEN =
            Response.text("this may not be read\n").withStatus(403);
    private static final Response FAILED =
            Response.text("the file is another one now\n").withStatus(412);
    private static final Response NOT_ALLOWED =
            Response.text("there is no such method here\n")
                    .withStatus(405)
                    .withField("Allow", "GET, HEAD, OPTIONS");
    private static final Response OPTIONS =
            Response.of(204).withField("Allow", "GET, HEAD, OPTIONS");

    /// @throws IllegalArgumentException if the root is no directory, the index is no name, or a
    ///   value cannot stand in a field
    public StaticFiles {
        if (!Files.isDirectory(root)) {
            throw new IllegalArgumentException("root must be a directory, was " + root);
        }
        if (index != null && !Names.isName(index)) {
            throw new IllegalArgumentException("index must be the name of a file, was " + index);
        }
        if (cacheControl != null) {
            Response.OK.withField("Cache-Control", cacheControl);
        }
        types = Map.copyOf(types);
        types.values().forEach(type -> Response.OK.withField("Content-Type", type));
    }

    /// The files of a directory, with the defaults.
    ///
    /// @throws IllegalArgumentException if it is none
    public static StaticFiles of(Path root) {
        return new StaticFiles(root, "index.html", null, false, false, Map.of());
    }

    /// A copy that serves another file for a directory.
    public StaticFiles withIndex(String name) {
        Objects.requireNonNull(name, "name");
        return new StaticFiles(root, name, cacheControl, servesHidden, followsLinksOut, types);
    }

    /// A copy that serves nothing for a directory.
    public StaticFiles withoutIndex() {
        return new StaticFiles(root, null, cacheControl, servesHidden, followsLinksOut, types);
    }

    /// A copy whose answers say how long they may be kept: `max-age=3600`.
    public StaticFiles withCacheControl(String value) {
        return new StaticFiles(root, index, value, servesHidden, followsLinksOut, types);
    }

    /// A copy that serves names that begin with a dot, or does not.
    public StaticFiles withHidden(boolean served) {
        return new StaticFiles(root, index, cacheControl, served, followsLinksOut, types);
    }

    /// A copy that follows symbolic links out of the root, or does not. Whoever may make a link
    /// then decides what is served.
    public StaticFiles withLinksOut(boolean followed) {
        return new StaticFiles(root, index, cacheControl, servesHidden, followed, types);
    }

    /// A copy with one more type of files.
    ///
    /// @param extension without the dot, `glb`; case does not matter
    /// @param type a media type, `model/gltf-binary`
    public StaticFiles withType(String extension, String type) {
        Map<String, String> more = new HashMap<>(types);
        more.put(extension.toLowerCase(Locale.ROOT), type);
        return new StaticFiles(root, index, cacheControl, servesHidden, followsLinksOut, more);
    }

    /// Answers with a file; its content is sent when this has returned.
    @Override
    public Response handle(Request request) throws IOException {
        return switch (request.method()) {
            case "GET", "HEAD" -> serve(request);
            case "OPTIONS" -> OPTIONS;
            default -> NOT_ALLOWED;
        };
    }

    private Response serve(Request request) throws IOException {
        List<String> names = request.remainingSegments();
        boolean isDirectory = names.getLast().isEmpty(); // "a/" is asked for, not "a"
        if (isDirectory) {
            names = names.subList(0, names.size() - 1);
        }
        if (!names.stream().allMatch(name -> Names.isServed(name, servesHidden))) {
            return NOT_FOUND;
        }
        try {
            return isDirectory ? index(request, names) : file(request, names);
        } catch (AccessDeniedException denied) {
            return FORBIDDEN;
        }
    }

    private Response index(Request request, List<String> names) throws IOException {
        FoundFile page = openIndex(names);
        return page == null ? NOT_FOUND : answer(request, page, String.valueOf(index));
    }

    private @Nullable FoundFile openIndex(List<String> directory) throws IOException {
        if (index == null) {
            return null;
        }
        List<String> names = new ArrayList<>(directory);
        names.add(index);
        return find(names) instanceof FoundFile page ? page : null;
    }

    private Response file(Request request, List<String> names) throws IOException {
        return switch (find(names)) {
            case FoundFile file -> answer(request, file, names.getLast());
            case Found.Directory _ -> {
                FoundFile page = openIndex(names);
                if (page == null) {
                    yield NOT_FOUND;
                }
                page.close();
                yield redirect(request);
            }
            case Found.Nothing _ -> NOT_FOUND;
        };
    }

    private Found find(List<String> names) throws IOException {
        return new Root(root, followsLinksOut).find(names);
    }

    /// To the same place with a slash behind it, named from here: a whole path could begin with two
    /// slashes, which means another host, and there may be a proxy that takes a prefix away.
    private static Response redirect(Request request) {
        String path = request.path();
        String target = request.target();
        int query = target.indexOf('?');
        return Response.text("this is a directory\n")
                .withStatus(301)
                .withField(
                        "Location",
                        "./"
                                + path.substring(path.lastIndexOf('/') + 1)
                                + "/"
                                + (query < 0 ? "" : target.substring(query)));
    }

    private Response answer(Request request, FoundFile file, String name) throws IOException {
        var version = Version.of(file, Instant.ofEpochMilli(System.currentTimeMillis()));
        Response withoutContent =
                switch (Preconditions.verdict(request.fields(), version)) {
                    case FAILED -> FAILED;
                    case NOT_MODIFIED -> cached(Response.of(304), version);
                    case HOLD -> null;
                };
        if (withoutContent != null) {
            file.close();
            return withoutContent;
        }
        String type = types.getOrDefault(MediaTypes.extension(name), MediaTypes.of(name));
        List<ByteRange> ranges = ranges(request, version, file.size());
        if (ranges == null) {
            return described(Response.file(type, file.channel(), 0, file.size()), version);
        }
        return switch (ranges.size()) {
            case 0 -> {
                file.close();
                yield Response.text("there is no such range\n")
                        .withStatus(416)
                        .withField("Content-Range", "bytes */" + file.size());
            }
            case 1 -> {
                ByteRange range = ranges.getFirst();
                yield described(
                        Response.file(type, file.channel(), range.first(), range.length())
                                .withStatus(206)
                                .withField("Content-Range", range.of(file.size())),
                        version);
            }
            default -> {
                var parts = new MultipartRanges(file, type, ranges);
                yield described(
                        Response.stream(parts.type(), parts.length(), parts).withStatus(206),
                        version);
            }
        };
    }

    /// @return null if all of it is to be sent
    private static @Nullable List<ByteRange> ranges(Request request, Version version, long size) {
        List<String> fields = request.fields().all("Range");
        boolean isAsked = request.method().equals("GET") && fields.size() == 1;
        return isAsked && Preconditions.allowRange(request.fields(), version)
                ? ByteRange.parse(fields.getFirst(), size)
                : null;
    }

    private Response described(Response response, Version version) {
        return cached(response, version)
                .withField("Last-Modified", version.lastModifiedText())
                .withField("Accept-Ranges", "bytes")
                .withField("X-Content-Type-Options", "nosniff");
    }

    private Response cached(Response response, Version version) {
        Response tagged = response.withField("ETag", version.tag().toString());
        return cacheControl == null ? tagged : tagged.withField("Cache-Control", cacheControl);
    }
}
