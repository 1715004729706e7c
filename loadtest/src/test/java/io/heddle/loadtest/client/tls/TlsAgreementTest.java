package io.heddle.loadtest.client.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsAgreementTest {
    @TempDir static Path directory;

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, TLS_AES_256_GCM_SHA384",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"
    })
    void tellsVersionSuiteAndKey(String protocol, String suite) throws Exception {
        try (var server = TlsEchoServer.start(directory, protocol)) {
            var agreed = TlsAgreement.with(server.address());

            assertEquals(protocol, agreed.protocol());
            assertEquals(suite, agreed.suite());
            assertEquals(1, agreed.certificates());
            assertEquals("EC-384", agreed.key());
        }
    }
}
