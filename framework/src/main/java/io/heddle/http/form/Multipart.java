package io.heddle.http.form;

import io.heddle.http.ContentException;
import io.heddle.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a form with files sends: `multipart/form-data` ([RFC
/// 7578](https://www.rfc-editor.org/rfc/rfc7578), [RFC 2046
/// §5.1](https://www.rfc-editor.org/rfc/rfc2046#section-5.1)), part by part, as it comes. Nothing
/// is kept: what a part holds is read or dropped.
///
/// ```java
/// Multipart form = Multipart.of(request);
/// for (Part part = form.next(); part != null; part = form.next()) {
///     part.content().transferTo(where(part));
/// }
/// ```
///
/// Confined to the request's thread.
public final class Multipart {

    private static final String TYPE = "multipart/form-data";
    private static final int LEAST_BUFFER = 8 * 1024;
    private static final int MOST_PADDING = 64;
    private static final byte[] LINE_END = {'\r', '\n'};

    private final InputStream input;
    private final Delimiter delimiter;
    private final MultipartLimits limits;
    private final byte[] bytes;
    private int begin;
    private int end;

    private int contentEnd; // up to here bytes are content for sure
    private boolean isDelimited; // whether the delimiter begins at contentEnd
    private boolean isContentOver; // whether the delimiter was taken
    private long contentLeft; // how many bytes it may still have
    private int parts;
    private boolean isOver;
    private @Nullable Part current;
    private @Nullable IOException failure;

    Multipart(InputStream input, Delimiter delimiter, MultipartLimits limits) {
        this.input = input;
        this.delimiter = delimiter;
        this.limits = limits;
        this.bytes = new byte[Math.max(LEAST_BUFFER, 2 * limits.head())];
        // the first delimiter may be the first thing, as if a line had ended before
        System.arraycopy(LINE_END, 0, bytes, 0, LINE_END.length);
        end = LINE_END.length;
        contentLeft = limits.head() + (long) LINE_END.length;
    }

    /// Begins to read the content of a request. Once for each request.
    ///
    /// @throws ContentException 415 if the content is of another type; 400 if it has no boundary,
    ///   or one that is none
    public static Multipart of(Request request) throws ContentException {
        return of(request, MultipartLimits.DEFAULT);
    }

    /// The same within other limits.
    public static Multipart of(Request request, MultipartLimits limits) throws ContentException {
        String field = request.field("Content-Type");
        if (field == null) {
            throw new ContentException(415, "the content has no type, and should be " + TYPE);
        }
        FieldValue type = FieldValue.parse("Content-Type", field);
        if (!type.value().equals(TYPE)) {
            throw new ContentException(415, "the content should be " + TYPE);
        }
        String boundary = Objects.requireNonNullElse(type.parameter("boundary"), "");
        return new Multipart(request.content(), Delimiter.of(boundary), limits);
    }

    /// Reads on to the next part, waiting for its head; drops what nobody has read of the one
    /// before.
    ///
    /// @return null behind the last one, when the content has been read to its end
    /// @throws ContentException 400 if the form is malformed, or ends before its last boundary; 413
    ///   if it is beyond its limits; 415 if a part is encoded. Likewise each time after that
    /// @throws IOException what reads of a content throw
    public @Nullable Part next() throws IOException {
        if (failure != null) {
            throw failure;
        }
        try {
            return isOver ? null : readNext();
        } catch (ContentException e) {
            failure = e;
            throw e;
        }
    }

    private @Nullable Part readNext() throws IOException {
        if (current != null) {
            current.end();
        }
        dropContent();
        if (isLast()) {
            current = null;
            isOver = true;
            dropEpilogue();
            return null;
        }
        if (++parts > limits.parts()) {
            throw new ContentException(413, "the form has more than " + limits.parts() + " parts");
        }
        PartHead head = readHead();
        contentLeft = limits.part();
        contentEnd = begin;
        isDelimited = false;
        isContentOver = isEmptyWithoutLine();
        current = new Part(head, this);
        return current;
    }

    /// Behind a delimiter.
    private boolean isLast() throws IOException {
        require(2);
        boolean isLast = bytes[begin] == '-' && bytes[begin + 1] == '-';
        if (isLast) {
            begin += 2;
        }
        for (int i = 0; i <= MOST_PADDING && has(1) && isBlank(bytes[begin]); i++) {
            begin++;
        }
        if (!has(1) && isLast) {
            return true;
        }
        require(2);
        if (bytes[begin] != '\r' || bytes[begin + 1] != '\n') {
            throw malformed("a boundary is not alone in its line");
        }
        begin += 2;
        return isLast;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private PartHead readHead() throws IOException {
        int from = begin; // of a line
        for (int at = begin; ; at++) {
            while (at + 1 >= end) {
                if (at + 2 - begin > limits.head()) {
                    throw new ContentException(
                            413, "the head of a part has more than " + limits.head() + " bytes");
                }
                int before = begin;
                if (!fill()) {
                    throw endless();
                }
                from -= before - begin;
                at -= before - begin;
            }
            if (bytes[at] == '\r' && bytes[at + 1] == '\n') {
                if (at == from) {
                    checkHead(at + 2 - begin);
                    PartHead head = PartHead.parse(bytes, begin, at);
                    begin = at + 2;
                    return head;
                }
                from = at + 2;
                at++;
            }
        }
    }

    private void checkHead(int length) throws ContentException {
        if (length > limits.head()) {
            throw new ContentException(
                    413, "the head of a part has more than " + limits.head() + " bytes");
        }
    }

    /// Whether the delimiter follows the head at once, with the line end that ends the head: then
    /// there is no content ([RFC 2046
    /// §5.1.1](https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1), `body-part`).
    private boolean isEmptyWithoutLine() throws IOException {
        int rest = delimiter.length() - LINE_END.length;
        begin -= LINE_END.length;
        require(delimiter.length());
        boolean isEmpty = delimiter.find(bytes, begin, begin + delimiter.length()) == begin;
        begin += isEmpty ? LINE_END.length + rest : LINE_END.length;
        contentEnd = begin;
        return isEmpty;
    }

    /// Reads some of the current part's content.
    ///
    /// @param length at least 1
    /// @return -1 at its end
    int readContent(byte[] target, int offset, int length) throws IOException {
        if (failure != null) {
            throw failure;
        }
        try {
            int count = awaitContent(length);
            if (count > 0) {
                System.arraycopy(bytes, begin, target, offset, count);
                begin += count;
            }
            return count;
        } catch (ContentException e) {
            failure = e;
            throw e;
        }
    }

    /// @return how many bytes of content are there, at most as many as were asked for; -1 at the
    ///   end
    private int awaitContent(int length) throws IOException {
        while (!isContentOver && contentEnd == begin) {
            if (isDelimited) {
                begin += delimiter.length();
                contentEnd = begin;
                isContentOver = true;
            } else {
                findContent();
            }
        }
        if (isContentOver) {
            return -1;
        }
        int count = Math.min(length, contentEnd - begin);
        contentLeft -= count;
        if (contentLeft < 0) {
            throw tooLarge();
        }
        return count;
    }

    private ContentException tooLarge() {
        return new ContentException(
                413,
                parts == 0
                        ? "the form has more than " + limits.head() + " bytes before its parts"
                        : "a part has more than " + limits.part() + " bytes");
    }

    /// Says how far the content reaches; reads more if that is not known.
    private void findContent() throws IOException {
        int found = delimiter.find(bytes, begin, end);
        isDelimited = found >= 0;
        contentEnd = isDelimited ? found : delimiter.findBeginning(bytes, begin, end);
        if (contentEnd == begin && !isDelimited) {
            if (!fill()) {
                throw endless();
            }
            contentEnd = begin;
        }
    }

    private void dropContent() throws IOException {
        int count = awaitContent(Integer.MAX_VALUE);
        while (count > 0) {
            begin += count;
            count = awaitContent(Integer.MAX_VALUE);
        }
    }

    private void dropEpilogue() throws IOException {
        int left = limits.head();
        do {
            left -= end - begin;
            begin = end;
            if (left < 0) {
                throw new ContentException(
                        413, "the form has more than " + limits.head() + " bytes behind its parts");
            }
        } while (fill());
    }

    /// How many bytes of content can be read without waiting.
    int available() {
        return isContentOver ? 0 : contentEnd - begin;
    }

    private void require(int count) throws IOException {
        if (!has(count)) {
            throw endless();
        }
    }

    /// Whether some bytes are there, waiting for them.
    private boolean has(int count) throws IOException {
        while (end - begin < count) {
            if (!fill()) {
                return false;
            }
        }
        return true;
    }

    /// Reads more, waiting for one byte at least; what is there may move to the front.
    ///
    /// @return false at the end of the content
    private boolean fill() throws IOException {
        if (begin == end || bytes.length - end < bytes.length / 4) {
            System.arraycopy(bytes, begin, bytes, 0, end - begin);
            end -= begin;
            begin = 0;
        }
        int count = input.read(bytes, end, bytes.length - end);
        if (count < 0) {
            return false;
        }
        end += count;
        return true;
    }

    private static ContentException endless() {
        return malformed("it ends before its last boundary");
    }

    private static ContentException malformed(String what) {
        return new ContentException(400, "the form is malformed: " + what);
    }
}
