package io.heddle.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes answers ([RFC 9112 §4 and §6](https://www.rfc-editor.org/rfc/rfc9112#section-4)).
/// Confined to the thread that answers.
final class ResponseWriter {

    private static final byte[] CONTENT_LENGTH = bytes("Content-Length: ");
    private static final byte[] LINE_END = bytes("\r\n");
    private static final long NOT_YET = Long.MAX_VALUE;

    private final MessageOutput output;
    private final List<CommonField.Line> common;
    private long contentBegin; // as output counts; NOT_YET before the first byte may be written

    /// @param common what each answer has, unless it says otherwise
    ResponseWriter(MessageOutput output, List<CommonField.Line> common) {
        this.output = output;
        this.common = common;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Says that another answer is to come.
    void begin() {
        contentBegin = NOT_YET;
    }

    /// How many bytes of content the last answer had.
    long contentBytes() {
        return contentBytes(output.written());
    }

    /// The same, of so many bytes of all answers.
    long contentBytes(long written) {
        return Math.max(0, written - contentBegin);
    }

    /// Writes an answer; it may stay where it is gathered.
    ///
    /// @param close whether the connection ends with it, and says so
    /// @return whether the connection can go on as far as the answer is concerned
    boolean write(RequestHead request, Response response, boolean close) throws IOException {
        boolean isHead = request.method().equals("HEAD");
        boolean isUnknown = response.content().length() == ResponseContent.UNKNOWN;
        boolean hasContent = !isHead && response.mayHaveContent();
        boolean toTheEnd = hasContent && isUnknown && request.minor() == 0;
        boolean ends = close || toTheEnd;
        writeHead(response);
        if (isUnknown && response.mayHaveContent() && request.minor() > 0) {
            output.write("Transfer-Encoding: chunked\r\n");
        }
        if (ends) {
            output.write("Connection: close\r\n");
        } else if (request.minor() == 0) {
            output.write("Connection: keep-alive\r\n");
        }
        output.write(LINE_END);
        contentBegin = output.written();
        if (hasContent) {
            writeContent(response.content(), toTheEnd);
        }
        return !ends;
    }

    /// Writes the status line and all fields that are known without the request.
    private void writeHead(Response response) throws IOException {
        output.write(StatusLine.of(response.status()));
        output.write(response.fields());
        long length = response.content().length();
        if (length >= 0 && response.mayHaveContent()) {
            output.write(CONTENT_LENGTH);
            output.writeDecimal(length);
            output.write(LINE_END);
        }
        output.write(DateField.now());
        if (!common.isEmpty()) {
            writeCommon(response);
        }
    }

    private void writeCommon(Response response) throws IOException {
        for (CommonField.Line line : common) {
            if (response.field(line.name()) == null) {
                output.write(line.text());
            }
        }
    }

    private void writeContent(ResponseContent content, boolean toTheEnd) throws IOException {
        switch (content) {
            case ResponseContent.Bytes bytes -> {
                if (bytes.length() > 0) {
                    output.write(bytes.bytes(), 0, bytes.bytes().length);
                }
            }
            case ResponseContent.FilePart part ->
                    output.write(part.file(), part.position(), part.length());
            case ResponseContent.Upgrade _ -> {}
            case ResponseContent.Stream stream when stream.length() >= 0 || toTheEnd -> {
                var plain = new PlainOutput(output, stream.length());
                stream.writer().writeTo(plain);
                plain.end();
            }
            case ResponseContent.Stream stream -> {
                var chunks = new ChunkedOutput(output);
                try {
                    stream.writer().writeTo(chunks);
                    chunks.end();
                } finally {
                    chunks.release();
                }
            }
        }
    }

    /// Writes the answer after which another protocol begins, and sends it.
    void write(Response response, ResponseContent.Upgrade upgrade) throws IOException {
        writeHead(response);
        output.write("Connection: Upgrade\r\nUpgrade: " + upgrade.protocol() + "\r\n\r\n");
        contentBegin = output.written();
        output.flush();
    }

    /// Writes the answer to a message that is no request.
    void write(Refusal refusal) throws IOException {
        writeHead(Response.text(refusal.getMessage() + "\n").withStatus(refusal.status()));
        output.write("Connection: close\r\n\r\n");
        output.write(refusal.getMessage() + "\n");
    }
}
