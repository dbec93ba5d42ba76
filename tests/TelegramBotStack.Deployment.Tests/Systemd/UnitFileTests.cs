using TelegramBotStack.Deployment.Releases;
using TelegramBotStack.Deployment.Systemd;

namespace TelegramBotStack.Deployment.Tests.Systemd;

public class UnitFileTests
{
    [Fact]
    public void Limits_are_in_the_units_of_systemd()
    {
        var lines = Lines(new ContainerSettings(new Dictionary<string, string>(), HostNetwork: false, 256L << 20, 0.5, 64));

        lines.ShouldContain("MemoryMax=268435456");
        lines.ShouldContain("CPUQuota=50%");
        lines.ShouldContain("TasksMax=64");
        lines.ShouldContain("CapabilityBoundingSet=");
        lines.ShouldContain("X-Botstack-Handover=standby");
    }

    [Fact]
    public void Without_limits_none_are_set()
    {
        var lines = Lines(new ContainerSettings(new Dictionary<string, string>(), HostNetwork: false, null, null, null, StopFirst: true));

        lines.ShouldNotContain(line => line.StartsWith("MemoryMax") || line.StartsWith("CPUQuota") || line.StartsWith("TasksMax"));
        lines.ShouldContain("X-Botstack-Handover=stop-first");
    }

    [Fact]
    public void A_variable_cannot_add_lines_or_be_taken_for_a_specifier()
    {
        var lines = Lines(new ContainerSettings(
            new Dictionary<string, string> { ["GREETING"] = "100% \"sure\" \\ \nUser=root\r", ["BOTSTACK_DATA"] = "/etc" }, HostNetwork: false, null, null, null));

        lines.ShouldContain("Environment=\"GREETING=100%% \\\"sure\\\" \\\\ \\nUser=root\\r\"");
        lines.Where(line => line.StartsWith("User=", StringComparison.Ordinal)).ShouldBe(["User=botstack-echo"]);
        lines.Where(line => line.Contains("BOTSTACK_DATA")).ShouldBe(["Environment=\"BOTSTACK_DATA=/var/lib/botstack-units/echo/data\""]);
    }

    [Theory]
    [InlineData("echo")]
    [InlineData("a-very-long-name-of-a-bot-with-forty-chars")]
    public void A_user_has_a_name_that_useradd_takes(string bot) => new UnitPaths(bot).User.Length.ShouldBeLessThanOrEqualTo(32);

    [Theory]
    [InlineData("ActiveState=active\nSubState=running\nNRestarts=2\nExecMainCode=0\nExecMainStatus=0\nResult=success", true, 0, 2, false)]
    [InlineData("ActiveState=failed\nSubState=failed\nNRestarts=0\nExecMainCode=1\nExecMainStatus=78\nResult=exit-code", false, 78, 0, false)]
    [InlineData("ActiveState=failed\nSubState=failed\nNRestarts=0\nExecMainCode=2\nExecMainStatus=9\nResult=oom-kill", false, 137, 0, true)]
    [InlineData("ActiveState=activating\nSubState=auto-restart\nNRestarts=5\nExecMainCode=1\nExecMainStatus=1\nResult=exit-code", false, 1, 5, false)]
    [InlineData("", false, 0, 0, false)]
    public void What_systemctl_says_is_understood(string output, bool isRunning, long exitCode, long restarts, bool outOfMemory)
    {
        var state = UnitState.Parse(output);

        (state.IsRunning, state.ExitCode, state.Restarts, state.OutOfMemory).ShouldBe((isRunning, exitCode, restarts, outOfMemory));
    }

    private static string[] Lines(ContainerSettings settings) => UnitFile.Of("echo", new Release
    {
        Id = "20261124T021500Z-3f4b00",
        Image = "/var/lib/botstack-units/echo/releases/20261124T021500Z-3f4b00",
        ImageHash = "1",
        ConfigHash = "2",
        SecretsHash = "3",
        SecretsSalt = "4",
        TokenFingerprint = "5",
        Container = settings,
        CreatedAt = DateTimeOffset.UnixEpoch,
        CreatedBy = "ada@laptop",
    }, "20261124T021500Z-3f4b00.abc123").Split('\n');
}
