package io.heddle.http;

import java.lang.invoke.MethodHandles;
import java.util.List;

/// The classes that an exchange needs. A virtual thread that waits while another one initialises a
/// class pins its carrier, and the first connections of a process often come together. So who
/// starts a server initialises them.
final class ExchangeClasses {

    private static final List<Class<?>> ALL =
            List.of(
                    ByteArrays.class,
                    ChunkedContent.class,
                    ChunkedOutput.class,
                    CommonField.class,
                    CommonField.Line.class,
                    ContentException.class,
                    DateField.class,
                    ExchangeReport.class,
                    Exchanges.class,
                    FieldLines.class,
                    Fields.class,
                    FixedContent.class,
                    HeadParser.class,
                    HttpConnection.class,
                    HttpException.class,
                    KnownFields.class,
                    LateAnswers.class,
                    LatePeerException.class,
                    MessageInput.class,
                    MessageOutput.class,
                    NoContent.class,
                    Octets.class,
                    Parameters.class,
                    PlainOutput.class,
                    Refusal.class,
                    Request.class,
                    RequestHead.class,
                    Response.class,
                    ResponseContent.class,
                    ResponseWriter.class,
                    Source.class,
                    StatusLine.class,
                    Target.class,
                    TrailerReader.class,
                    WaitLimit.class);

    private ExchangeClasses() {}

    /// Initialises them, unless that is done.
    static void initialize() {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        for (Class<?> needed : ALL) {
            try {
                lookup.ensureInitialized(needed);
            } catch (IllegalAccessException impossible) { // they are of this package
                throw new IllegalStateException(impossible);
            }
        }
    }
}
