// SPDX-License-Identifier: Apache-2.0

import ReplicationLag
import Testing
import lagwatch

struct StateHookTests {
    @Test(arguments: [
        ("stopped=true", StateHook.Trigger.stopped), ("STOPPED=true", .stopped), ("CAUGHT UP=true", .caughtUp),
        ("caught_up=true", .caughtUp), ("Caught-Up=true", .caughtUp), ("any=true", .any), ("alert=true", .alert),
    ])
    func `a state is read however it is written`(_ text: String, _ trigger: StateHook.Trigger) throws {
        #expect(try StateHook(text) == StateHook(trigger, "true"))
    }

    @Test func `a command keeps its equals signs and spaces`() throws {
        #expect(try StateHook("idle=A=1 B=2 run --x=3").command == "A=1 B=2 run --x=3")
    }

    @Test(arguments: ["", "stopped", "stopped=", "stopped=  ", "broken=true", "=true"])
    func `what is none is told with the names that there are`(_ text: String) {
        #expect(throws: HookError.self) { try StateHook(text) }
    }

    @Test func `any is every state and no alert`() {
        let hook = StateHook(.any, "true")
        #expect(StateHook.Trigger.allCases.filter { hook.isMeant(by: $0) }.count == 7)
        #expect(!hook.isMeant(by: .alert))
        #expect(!hook.isMeant(by: .recovered))
    }

    @Test func `two words of the command line become one, whatever the command looks like`() {
        #expect(
            HookArguments.normalized([
                "--exec-on", "stopped", "--force", "--exec-on=idle", "x y", "--exec-on=any=z", "-h", "db",
            ])
                == ["--exec-on=stopped=--force", "--exec-on=idle=x y", "--exec-on=any=z", "-h", "db"]
        )
        #expect(HookArguments.normalized(["--exec-on"]) == ["--exec-on"])
        #expect(HookArguments.normalized(["--exec-on", "stopped"]) == ["--exec-on=stopped"])
        #expect(HookArguments.normalized(["--exec-on", "bad", "x"]) == ["--exec-on=bad", "x"])
        #expect(HookArguments.normalized(["--", "--exec-on", "idle", "x"]) == ["--", "--exec-on", "idle", "x"])
    }
}
