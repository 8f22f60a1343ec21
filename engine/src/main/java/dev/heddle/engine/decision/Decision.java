package dev.heddle.engine.decision;

import dev.heddle.engine.port.Changes;
import java.util.List;

/** What a command leads to: rows to write, then effects to release and a reply to give. */
public record Decision(
    Changes changes, List<FollowUp> followUps, List<Effect> effects, Reply reply) {}
