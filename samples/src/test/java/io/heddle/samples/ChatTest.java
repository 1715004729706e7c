package io.heddle.samples;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;

/// `chat`, without a browser.
class ChatTest {

    private static final int MANY = 6000; // more than the system keeps for a client that reads none
    private static final String LONG = "x".repeat(1900);

    @Test
    void whoComesIsToldWhatWasSaid() throws Exception {
        try (var chat = SampleProcess.start("chat", "--port", "0");
                var client = HttpClient.newHttpClient()) {
            int port = chat.readPort();
            try (var ada = ChatPeer.enter(client, port, "Ada")) {
                ada.say("\"hello\"\n\\");
                ada.await("\"said\"");

                try (var grace = ChatPeer.enter(client, port, "Grace")) {
                    String welcome = grace.await("\"welcome\"");

                    assertTrue(welcome.contains("\"people\":[\"Ada\",\"Grace\"]"), welcome);
                    assertTrue(welcome.contains("\"text\":\"\\\"hello\\\"\\u000a\\\\\""), welcome);
                }
                String left = ada.await("\"left\"");
                assertTrue(left.contains("\"name\":\"Grace\""), left);
            }
        }
    }

    @Test
    void namesAreMadeDifferent() throws Exception {
        try (var chat = SampleProcess.start("chat", "--port", "0");
                var client = HttpClient.newHttpClient()) {
            int port = chat.readPort();
            try (var ada = ChatPeer.enter(client, port, " Ada ")) {
                assertTrue(ada.await("\"welcome\"").contains("\"name\":\"Ada\""));
                try (var other = ChatPeer.enter(client, port, "ada");
                        var nobody = ChatPeer.enter(client, port, "\t")) {
                    assertTrue(other.await("\"welcome\"").contains("\"name\":\"ada 2\""));
                    assertTrue(nobody.await("\"welcome\"").contains("\"name\":\"guest\""));
                }
            }
        }
    }

    @Test
    void whatIsTooLongIsRefusedAndOnlyItsWriterIsTold() throws Exception {
        try (var chat = SampleProcess.start("chat", "--port", "0");
                var client = HttpClient.newHttpClient()) {
            int port = chat.readPort();
            try (var ada = ChatPeer.enter(client, port, "Ada");
                    var grace = ChatPeer.enter(client, port, "Grace")) {
                grace.await("\"welcome\"");
                ada.say("x".repeat(2001));
                String refused = ada.await("\"refused\"");
                ada.say("short");

                assertTrue(refused.contains("at most 2000 characters"), refused);
                assertTrue(grace.await("\"said\"").contains("\"text\":\"short\""));
            }
        }
    }

    @Test
    void whoReadsSlowlyHoldsUpNobodyAndIsToldWhatWasLeftOut() throws Exception {
        try (var chat = SampleProcess.start("chat", "--port", "0");
                var client = HttpClient.newHttpClient()) {
            int port = chat.readPort();
            try (var slow = ChatPeer.enter(client, port, "Slow");
                    var quick = ChatPeer.enter(client, port, "Quick")) {
                slow.await("\"welcome\"");
                quick.await("\"welcome\"");
                slow.stopReading();

                for (int i = 0; i < MANY; i++) {
                    quick.say(LONG + i);
                    quick.await("\"text\":\"" + LONG + i + "\"");
                }
                slow.readOn();

                String missed = slow.await("\"missed\"");
                assertTrue(missed.matches(".*\"text\":\"[1-9][0-9]*\".*"), missed);
                quick.say("the end");
                slow.await("\"the end\"");
            }
        }
    }

    @Test
    void aSignalEndsItAndItsVisitorsAreTold() throws Exception {
        try (var chat = SampleProcess.start("chat", "--port", "0");
                var client = HttpClient.newHttpClient()) {
            try (var ada = ChatPeer.enter(client, chat.readPort(), "Ada")) {
                ada.await("\"welcome\"");

                chat.terminate();

                assertEquals(0, chat.result().exitCode());
                await().atMost(Browser.PATIENCE).until(() -> ada.closeCode() == 1001);
            }
        }
    }
}
