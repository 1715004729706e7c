package io.heddle;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeddleExceptionTest {

    private static final List<Class<?>> KINDS = kinds(HeddleException.class).toList();

    /// The ones that are thrown, whatever stands between.
    private static Stream<Class<?>> kinds(Class<?> type) {
        Stream<Class<?>> self =
                Modifier.isAbstract(type.getModifiers()) ? Stream.empty() : Stream.of(type);
        return type.isSealed()
                ? Stream.concat(
                        self,
                        Arrays.stream(type.getPermittedSubclasses())
                                .flatMap(HeddleExceptionTest::kinds))
                : self;
    }

    @Test
    void isSealedOverKindsOfItsPackage() {
        assertTrue(HeddleException.class.isSealed());
        assertTrue(Modifier.isAbstract(HeddleException.class.getModifiers()));
        assertEquals(
                Set.of(
                        "AmplificationException",
                        "BadCertificateException",
                        "ConnectFailedException",
                        "ConnectionClosedException",
                        "ConnectionInterruptedException",
                        "ConnectionTimedOutException",
                        "DeadlineExceededException",
                        "DrainingException",
                        "HandshakeException",
                        "FrameTooLongException",
                        "IcmpException",
                        "LineTooLongException",
                        "ListenException",
                        "LookupFailedException",
                        "MalformedFrameException",
                        "OverloadedException",
                        "PeerClosedException",
                        "PeerResetException",
                        "PermissionException",
                        "PreambleException",
                        "SocketFileException",
                        "StreamTruncatedException",
                        "TransportException"),
                KINDS.stream().map(Class::getSimpleName).collect(toSet()));
        for (Class<?> kind : KINDS) {
            assertEquals("io.heddle", kind.getPackageName());
            assertTrue(Modifier.isFinal(kind.getModifiers()) || kind.isSealed(), kind.getName());
            assertTrue(Modifier.isPublic(kind.getModifiers()), kind.getName());
        }
    }

    @Test
    void isOfTheOutsideWorld() {
        assertSame(IOException.class, HeddleException.class.getSuperclass());
    }

    @Test
    void isMadeByTheFrameworkOnlyButForWhatCapabilitiesThrow() {
        for (Class<?> kind : KINDS) {
            boolean isOfSeam =
                    TransportException.class.isAssignableFrom(kind)
                            || kind == ListenException.class
                            || kind == AmplificationException.class
                            || kind == PreambleException.class
                            || kind == LookupFailedException.class
                            || kind == ConnectionClosedException.class
                            || kind == OverloadedException.class
                            || kind == IcmpException.class
                            || kind == PermissionException.class
                            || kind == FrameTooLongException.class
                            || kind == MalformedFrameException.class;
            int publicOnes = kind == BadCertificateException.class ? 2 : isOfSeam ? 1 : 0;
            assertEquals(publicOnes, kind.getConstructors().length, kind.getName());
        }
    }

    @Test
    void tellsTheLimitOfALine() {
        assertEquals("line of more than 80 bytes", new LineTooLongException(80).getMessage());
    }

    @Test
    void tellsTheLengthOfAFrameAndItsLimit() {
        assertEquals(
                "frame of 70000 bytes, limit 65536",
                new FrameTooLongException(70_000, 65_536).getMessage());
    }

    @Test
    void tellsTheAddressThatCannotBeListenedOnAndWhy() {
        var cause = new IOException("Address already in use");

        var failure =
                new ListenException(
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 80), cause);

        assertEquals("cannot listen on 127.0.0.1:80: Address already in use", failure.getMessage());
        assertSame(cause, failure.getCause());
    }

    @Test
    void tellsWhatBrokeAndWhy() {
        var cause = new IOException("Connection reset");

        var failure = new PeerResetException("connection-7 broke", cause);

        assertEquals("connection-7 broke: Connection reset", failure.getMessage());
        assertSame(cause, failure.getCause());
    }

    @Test
    void tellsHowMuchWasTransferredBeforeAnInterrupt() {
        assertEquals(
                5_000_000_000L,
                new ConnectionInterruptedException("interrupted", 5_000_000_000L)
                        .bytesTransferred());
    }
}
