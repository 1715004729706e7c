package io.heddle.http.form;

import io.heddle.http.ContentException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A part of a form: a field with its value, or a file. What it says about itself a peer has made
/// up. Its content can be read until the next part is asked for.
public final class Part {

    private final PartHead head;
    private final PartContent content;

    Part(PartHead head, Multipart parts) {
        this.head = head;
        this.content = new PartContent(parts);
    }

    /// The name of the form's field.
    public String name() {
        return head.name();
    }

    /// How the file is named on the peer's machine, as it came; null if this is no file. **Not for
    /// use as a path**: it may hold slashes, dots, and anything else. Empty where a form's file was
    /// left out.
    public @Nullable String filename() {
        return head.filename();
    }

    /// A name for a file made of [#filename()]: its last segment, without what a file system or a
    /// terminal could take for something else, neither hidden nor a device, at most 200 bytes in
    /// UTF-8. Two files may have the same; one that exists may have it already.
    ///
    /// @return null if this is no file
    public @Nullable String safeFilename() {
        String filename = head.filename();
        return filename == null ? null : SafeName.of(filename);
    }

    /// The media type, as it came; `text/plain` if the part says none.
    public String contentType() {
        return Objects.requireNonNullElse(field("Content-Type"), "text/plain");
    }

    /// The value of a field of the part's head, whatever the case of its name, or null.
    public @Nullable String field(String name) {
        return head.fields().get(name.toLowerCase(Locale.ROOT));
    }

    /// The content, a stream. The same object each time. Reads throw [ContentException]: 400 if the
    /// form is malformed or ends before its end, 413 if the part is larger than
    /// [MultipartLimits#part()]; and what reads of the request's content throw.
    public InputStream content() {
        return content;
    }

    /// Reads the content as text, in UTF-8.
    ///
    /// @param mostBytes how many it may have, at least 0
    /// @throws ContentException 413 if it has more; 400 if it is not in UTF-8; and as reads of the
    ///   content do
    public String text(int mostBytes) throws IOException {
        byte[] bytes = content.readNBytes(mostBytes);
        if (content.read() >= 0) {
            throw new ContentException(413, "a value has more than " + mostBytes + " bytes");
        }
        String text = Utf8.decode(bytes, 0, bytes.length);
        if (text == null) {
            throw new ContentException(400, "a value is not in UTF-8");
        }
        return text;
    }

    /// Has the content unread no more.
    void end() {
        content.end();
    }

    /// For people: whether it is a file or a field; names are a peer's.
    @Override
    public String toString() {
        return head.filename() == null ? "a field" : "a file";
    }

    private static final class PartContent extends InputStream {

        private final Multipart parts;
        private boolean over;

        PartContent(Multipart parts) {
            this.parts = parts;
        }

        void end() {
            over = true;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            if (over) {
                throw new IllegalStateException("the next part was asked for");
            }
            return length == 0 ? 0 : parts.readContent(target, offset, length);
        }

        @Override
        public int available() {
            return over ? 0 : parts.available();
        }
    }
}
