using System.Text.Json;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Deployment.Tests.Hosts;
using TelegramBotStack.TestSupport;

namespace TelegramBotStack.Deployment.Tests.Sandbox;

public sealed class SandboxHostTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Two_run_side_by_side_each_with_its_own_engine_and_server_and_leave_nothing()
    {
        SandboxFixture.SkipWhereNoneCanRun();
        var one = await UpAsync("one");
        await using (one)
        {
            await using var two = await UpAsync("two");

            one.Port.ShouldNotBe(two.Port);
            (await EngineIdAsync(one)).ShouldNotBe(await EngineIdAsync(two));
            (await SshAsync(one, "docker info --format '{{.ID}}'")).ShouldBe(await EngineIdAsync(one));
            (await SshAsync(two, "docker info --format '{{.ID}}'")).ShouldBe(await EngineIdAsync(two));
        }

        ShouldBeGone(one);
    }

    [Fact]
    public async Task One_that_is_up_is_found_again_by_a_later_process()
    {
        SandboxFixture.SkipWhereNoneCanRun();
        await using var first = await UpAsync("again");

        var second = await UpAsync("again");
        SandboxHost.Find(directory.Path).Select(sandbox => (sandbox.Name, sandbox.Port))
            .ShouldBe([("again", first.Port)]);
        await second.DownAsync();
        await second.DownAsync();

        ShouldBeGone(first);
        SandboxHost.Find(directory.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_killed_engine_left_is_cleared()
    {
        SandboxFixture.SkipWhereNoneCanRun();
        var sandbox = await UpAsync("stale", SandboxSettings.RuntimeImage);
        await using (sandbox)
        {
            await SshAsync(sandbox, $"docker run -d --network none {SandboxSettings.RuntimeImage} /usr/bin/dotnet --info");
            var state = SandboxState.Read(new SandboxPaths(directory.Path, "stale"))!;
            state.Docker!.Signal(NativeMethods.KillNow);
            (await state.Docker.HasEndedAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue();

            var lines = new List<string>();
            await using var again = await SandboxHost.UpAsync(
                new SandboxSettings(directory.Path, "stale", BaseImage: null), lines.Add, Stop);

            lines.ShouldContain(line => line.Contains("left behind"));
            (await SshAsync(again, "docker ps -aq")).ShouldBe("");
        }

        ShouldBeGone(sandbox);
    }

    [Fact]
    public async Task A_running_container_ends_with_its_sandbox()
    {
        SandboxFixture.SkipWhereNoneCanRun();
        var sandbox = await UpAsync("busy", SandboxSettings.RuntimeImage);
        var paths = new SandboxPaths(directory.Path, "busy");
        await using (sandbox)
        {
            await SshAsync(sandbox, $"docker network create something && docker run -d --restart always --network none {Sleeper}");
            await SshAsync(sandbox, $"docker run -d --network something {Sleeper}");
            Directory.GetDirectories("/sys/fs/cgroup", paths.CgroupParent.TrimStart('/'), SearchOption.AllDirectories).ShouldNotBeEmpty();
        }

        ShouldBeGone(sandbox);
        Directory.GetDirectories("/sys/fs/cgroup").ShouldNotContain(
            tree => Directory.Exists(tree + paths.CgroupParent));
    }

    [Fact]
    public async Task The_stand_in_runs_dotnet_as_app_on_a_read_only_root()
    {
        SandboxFixture.SkipWhereNoneCanRun();
        await using var sandbox = await UpAsync("image", SandboxSettings.RuntimeImage);

        var runtimes = await SshAsync(
            sandbox, $"docker run --rm --read-only --network host {SandboxSettings.RuntimeImage} dotnet --list-runtimes");
        var image = JsonDocument.Parse(await SshAsync(sandbox, $"docker image inspect {SandboxSettings.RuntimeImage}")).RootElement[0];

        runtimes.ShouldContain("Microsoft.NETCore.App 10.0");
        var configuration = image.GetProperty("Config");
        configuration.GetProperty("User").GetString().ShouldBe("1654");
        configuration.GetProperty("Env").EnumerateArray().Select(line => line.GetString())
            .ShouldContain("DOTNET_RUNNING_IN_CONTAINER=true");
    }

    [Fact]
    public async Task A_cancelled_start_leaves_nothing()
    {
        SandboxFixture.SkipWhereNoneCanRun();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        await Should.ThrowAsync<OperationCanceledException>(() => SandboxHost.UpAsync(
            new SandboxSettings(directory.Path, "cancelled", BaseImage: null),
            line =>
            {
                if (line.StartsWith("Starting", StringComparison.Ordinal))
                {
                    cancel.Cancel();
                }
            },
            cancel.Token));

        Directory.EnumerateFileSystemEntries(directory.Path).ShouldBeEmpty();
        Directory.Exists(new SandboxPaths(directory.Path, "cancelled").Run).ShouldBeFalse();
    }

    [Fact]
    public async Task While_one_process_works_on_a_sandbox_another_is_refused()
    {
        SandboxFixture.SkipWhereNoneCanRun();
        await using var held = new FileStream(
            directory[".taken.lock"], FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

        var error = await Should.ThrowAsync<DeploymentException>(() => UpAsync("taken"));

        (error.Code, error.ExitCode).ShouldBe(("TBS7007", ExitCode.Refused));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("Upper")]
    [InlineData("-x")]
    [InlineData("new\nline")]
    [InlineData("a-name-that-is-longer-than-thirty-2")]
    public void A_name_that_is_no_plain_word_is_refused(string name) =>
        Should.Throw<DeploymentException>(() => new SandboxPaths(directory.Path, name)).Code.ShouldBe("TBS7006");

    [Fact]
    public void A_process_with_a_used_id_is_not_taken_for_ours()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        var self = OwnedProcess.Find(Environment.ProcessId)!;

        self.IsAlive.ShouldBeTrue();
        (self with { StartTicks = self.StartTicks - 1 }).IsAlive.ShouldBeFalse();
        (self with { Boot = "another" }).IsAlive.ShouldBeFalse();
    }

    private static string Sleeper =>
        $"-v /bin/sleep:/sleep:ro --entrypoint /sleep {SandboxSettings.RuntimeImage} 600";

    private static async Task<string> SshAsync(SandboxHost sandbox, string command)
    {
        var (exitCode, output, error) = await SystemTool.RunAsync(
            "ssh",
            [
                "-F", "none", "-i", sandbox.KeyFile, "-p", $"{sandbox.Port}", "-o", $"UserKnownHostsFile={sandbox.KnownHostsFile}",
                "-o", "StrictHostKeyChecking=yes", "-o", "BatchMode=yes", $"{sandbox.User}@{sandbox.Address}", command,
            ],
            Stop);
        exitCode.ShouldBe(0, error);
        return output.Trim();
    }

    private static async Task<string> EngineIdAsync(SandboxHost sandbox) =>
        (await SystemTool.RunAsync("docker", ["-H", $"unix://{sandbox.DockerSocket}", "info", "--format", "{{.ID}}"], Stop))
        .Output.Trim();

    private Task<SandboxHost> UpAsync(string name, string? baseImage = null) =>
        SandboxHost.UpAsync(new SandboxSettings(directory.Path, name, baseImage), progress: null, Stop);

    private void ShouldBeGone(SandboxHost sandbox)
    {
        var paths = new SandboxPaths(directory.Path, sandbox.Name);
        Directory.Exists(paths.Root).ShouldBeFalse();
        Directory.Exists(paths.Run).ShouldBeFalse();
        File.ReadAllText("/proc/self/mountinfo").ShouldNotContain(paths.Run);
        File.ReadAllText("/proc/self/mountinfo").ShouldNotContain(paths.Root);
        Directory.GetDirectories("/proc").Select(ReadArguments).ShouldNotContain(arguments => arguments.Contains(paths.Id));
    }

    private static string ReadArguments(string process)
    {
        try
        {
            return File.Exists($"{process}/cmdline") ? File.ReadAllText($"{process}/cmdline") : "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
