package io.heddle.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scanners find nothing wrong with the defaults.
class TlsScannerTest {

    private static final boolean FULL = Boolean.getBoolean("heddle.tls.scan");

    /// Findings that are about the certificate of the test or about the scanner itself: the
    /// certificate is signed by itself and revoked nowhere.
    private static final Set<String> OF_THE_CERTIFICATE =
            Set.of(
                    "cert_chain_of_trust",
                    "cert_trust",
                    "cert_revocation",
                    "cert_crlDistributionPoints",
                    "cert_ocspURL",
                    "cert_keyUsage",
                    "cert_extKeyUsage",
                    "DNS_CAArecord",
                    "OCSP_stapling",
                    "overall_grade",
                    "engine_problem"); // of the scanner's own OpenSSL

    private static final Pattern FINDING =
            Pattern.compile(
                    "\"id\"\\s*:\\s*\"([^\"]*)\".*?\"severity\"\\s*:\\s*\"([^\"]*)\""
                            + ".*?\"finding\"\\s*:\\s*\"([^\"]*)\"",
                    Pattern.DOTALL);

    @TempDir static Path folder;
    private static TestCertificates own;

    @BeforeAll
    static void makeCertificate() {
        own = TestCertificates.make(folder);
    }

    @Test
    void sslscanSeesOnlyGoodVersionsAndSuites() throws Exception {
        try (var server = TlsServers.echo(own)) {

            String said = run("sslscan", "--no-colour", "127.0.0.1:" + TlsServers.port(server));

            for (String old : List.of("SSLv2", "SSLv3", "TLSv1.0", "TLSv1.1")) {
                assertEquals(true, said.matches("(?s).*" + old + "\\s+disabled.*"), said);
            }
            assertEquals(true, said.contains("TLSv1.3   enabled"), said);
            assertEquals(true, said.contains("Session renegotiation not supported"), said);
            List<String> suites =
                    said.lines().filter(l -> l.matches("(Preferred|Accepted) .*")).toList();
            assertEquals(6, suites.size(), said);
            suites.forEach(s -> assertEquals(true, s.matches(".*(GCM|POLY1305).*"), s));
        }
    }

    @Test
    void testsslFindsNothing() throws Exception {
        Path findings = folder.resolve("testssl.json");
        List<String> command = new ArrayList<>(List.of("testssl", "--quiet", "--color", "0"));
        command.addAll(List.of("--warnings", "off", "--jsonfile", findings.toString()));
        if (!FULL) {
            command.addAll(List.of("-p"));
        }
        try (var server = TlsServers.echo(own)) {
            command.add("127.0.0.1:" + TlsServers.port(server));

            run(command.toArray(String[]::new));
        }

        List<String> bad = new ArrayList<>();
        Matcher each = FINDING.matcher(Files.readString(findings));
        int seen = 0;
        while (each.find()) {
            seen++;
            boolean fine = Set.of("OK", "INFO", "DEBUG").contains(each.group(2));
            if (!fine && !isOfTheCertificate(each.group(1))) {
                bad.add(each.group(1) + " " + each.group(2) + " " + each.group(3));
            }
        }
        assertEquals(List.of(), bad);
        assertEquals(true, seen >= 5, "findings: " + seen);
    }

    private static boolean isOfTheCertificate(String finding) {
        return OF_THE_CERTIFICATE.stream().anyMatch(finding::startsWith);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Path said = Files.createTempFile(folder, command[0], ".txt");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(said.toFile())
                            .start();
            try {
                assertEquals(
                        true,
                        process.waitFor(FULL ? 1200 : 100, TimeUnit.SECONDS),
                        () -> command[0] + " is not done");
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException missing) {
            Requirement.hold(false, "the command " + command[0]);
        }
        return Files.readString(said, UTF_8);
    }
}
