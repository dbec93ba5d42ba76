using System.Text.Json.Nodes;
using CsCheck;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Deployment.Setup;

namespace TelegramBotStack.Deployment.Tests.Setup;

public sealed class SetupUnitTests
{
    public static TheoryData<string> Scripts =>
    [
        .. DockerEngineAction.Scripts, .. DockerServiceAction.Scripts, .. DeployUserAction.Scripts, .. StateDirectoryAction.Scripts,
        .. SwapAction.Scripts, .. CronAction.Scripts, .. LogLimitAction.Scripts, .. Packages.Scripts,
    ];

    [Theory]
    [InlineData("ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"", "Debian GNU/Linux 12 (bookworm)", "Apt")]
    [InlineData("PRETTY_NAME=\"Ubuntu 24.04 LTS\"\nID=ubuntu\nID_LIKE=debian", "Ubuntu 24.04 LTS", "Apt")]
    [InlineData("ID=raspbian\nID_LIKE=debian\n", "raspbian", "Apt")]
    [InlineData("ID=fedora\r\nVERSION_ID=43", "fedora", "Fedora")]
    [InlineData("ID=\"centos\"\nID_LIKE=\"rhel fedora\"", "centos", "Enterprise")]
    [InlineData("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"", "rocky", "Enterprise")]
    [InlineData("ID='almalinux'", "almalinux", "Enterprise")]
    [InlineData("ID=rhel", "rhel", "Enterprise")]
    public void A_distribution_is_known_by_its_os_release(string text, string name, string source)
    {
        var distribution = Distribution.Parse(text).ShouldNotBeNull();

        (distribution.Name, distribution.Source.ToString()).ShouldBe((name, source));
    }

    [Theory]
    [InlineData("ID=alpine")]
    [InlineData("ID=arch\nID_LIKE=")]
    [InlineData("")]
    [InlineData("NAME=debian")]
    public void Another_distribution_is_not_taken_for_one_of_them(string text) => Distribution.Parse(text).ShouldBeNull();

    [Fact]
    public void No_os_release_throws() => Gen.String.Sample(text => Distribution.Parse(text));

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Every_script_is_POSIX_sh_and_may_be_given_to_sudo(string script)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It needs sh.");
        script.ShouldNotContain('\'');

        (await SystemTool.RunAsync("sh", ["-n", "-c", script], TestContext.Current.CancellationToken)).ExitCode.ShouldBe(0);
        (await SystemTool.RunAsync("bash", ["--posix", "-n", "-c", script], TestContext.Current.CancellationToken)).ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{ "log-opts": { "labels": "x" }, "data-root": "/srv", "dns": ["9.9.9.9"] }""")]
    public void A_log_limit_is_laid_over_what_is_there_once(string? text)
    {
        var (merged, problem) = LogLimitAction.Merge(text, "10m");

        problem.ShouldBeNull();
        var root = JsonNode.Parse(merged.ShouldNotBeNull())!;
        root["log-opts"]!["max-size"]!.GetValue<string>().ShouldBe("10m");
        root["log-opts"]!["max-file"]!.GetValue<string>().ShouldBe("3");
        if (text?.Length > 10)
        {
            root["log-opts"]!["labels"]!.GetValue<string>().ShouldBe("x");
            root["data-root"]!.GetValue<string>().ShouldBe("/srv");
            root["dns"]![0]!.GetValue<string>().ShouldBe("9.9.9.9");
        }

        LogLimitAction.Merge(merged, "10m").ShouldBe((null, null));
    }

    [Theory]
    [InlineData("{ broken", "is not JSON")]
    [InlineData("[1]", "is not JSON")]
    [InlineData("""{ "log-driver": "journald" }""", "journald")]
    public void A_configuration_that_is_not_understood_is_never_replaced(string text, string problem)
    {
        var (merged, told) = LogLimitAction.Merge(text, "10m");

        merged.ShouldBeNull();
        told.ShouldNotBeNull().ShouldContain(problem);
    }

    [Theory]
    [InlineData("root2; rm -rf /", null, null)]
    [InlineData("-x", null, null)]
    [InlineData("Ada", null, null)]
    [InlineData(null, "lots", null)]
    [InlineData(null, "1", null)]
    [InlineData(null, "1m", null)]
    [InlineData(null, "99999g", null)]
    [InlineData(null, null, "10 m")]
    public void An_impossible_wish_is_refused_before_anything_is_connected(string? user, string? swap, string? limit)
    {
        var error = Should.Throw<DeploymentException>(() => new HostSetupRequest { DeployUser = user, SwapSize = swap, LogLimit = limit }.Check());

        (error.Code, error.ExitCode).ShouldBe(("TBS2040", ExitCode.BadUsage));
    }

    [Fact]
    public void Swap_comes_last_and_root_needs_no_user_of_its_own() =>
        HostSetup.Actions(new HostSetupRequest { SwapSize = "1g", LogLimit = "10m", NeedsCron = true }, "root").Select(action => action.Name)
            .ShouldBe(["Docker Engine", "Docker's service", "Log limit", "cron", "Swap"]);
}
