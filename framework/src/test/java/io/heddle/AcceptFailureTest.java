package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptFailureTest {

    @ParameterizedTest
    @CsvSource({
        "Too many open files, DESCRIPTORS",
        "Too many open files in system, DESCRIPTORS",
        "Cannot allocate memory, MEMORY",
        "No buffer space available, MEMORY",
        "Software caused connection abort, OTHER",
        "Operation not permitted, OTHER"
    })
    void isReadFromTheAnswerOfTheSystem(String answer, AcceptFailure kind) {
        assertEquals(kind, AcceptFailure.of(new IOException(answer)));
        assertEquals(kind, AcceptFailure.of(new SocketException(answer)));
    }

    @Test
    void isMemoryWhenTheVirtualMachineHasNone() {
        assertEquals(AcceptFailure.MEMORY, AcceptFailure.of(new OutOfMemoryError()));
        assertEquals(
                AcceptFailure.MEMORY,
                AcceptFailure.of(new OutOfMemoryError("unable to create native thread")));
    }

    @Test
    void isOtherWhenNothingIsSaid() {
        assertEquals(AcceptFailure.OTHER, AcceptFailure.of(new IOException()));
        assertEquals(AcceptFailure.OTHER, AcceptFailure.of(new IllegalStateException()));
    }

    @Test
    void isOtherWhenSomebodyElseSpeaksOfFiles() {
        assertEquals(
                AcceptFailure.OTHER, AcceptFailure.of(new IllegalStateException("open files")));
    }
}
