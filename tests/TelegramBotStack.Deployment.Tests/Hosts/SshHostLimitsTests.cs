using System.Net.Sockets;
using System.Runtime.Versioning;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.TestSupport;

namespace TelegramBotStack.Deployment.Tests.Hosts;

/// <summary>Hosts on which something that a deployment needs is missing, forbidden or used up.</summary>
[SupportedOSPlatform("linux")] // where the sandbox runs; elsewhere it skips
public sealed class SshHostLimitsTests(SandboxFixture sandboxes) : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_host_without_docker_says_so()
    {
        Directory.CreateDirectory(directory["bin"]);
        foreach (var tool in new[] { "env", "sh", "cat", "id" })
        {
            File.CreateSymbolicLink(directory["bin/" + tool], SystemTool.Find(tool)!);
        }

        await using var server = await VariantSshd.StartAsync(
            await sandboxes.HostAsync(), directory,
            configuration => configuration.Replace("SetEnv ", $"SetEnv \"PATH={directory["bin"]}\" "));
        await using var host = await SshHost.ConnectAsync(server.Settings, null, Stop);

        (await Should.ThrowAsync<DeploymentException>(() => host.OpenDockerAsync(Stop))).Code.ShouldBe("TBS2012");
    }

    [Fact]
    public async Task A_user_without_access_to_docker_is_told_how_to_get_it()
    {
        using var socket = Bind(directory["docker.sock"]);
        File.SetUnixFileMode(directory["docker.sock"], OwnerOnly);
        await using var server = await VariantSshd.StartAsync(await sandboxes.HostAsync(), directory, shell: "/bin/sh");
        await using var host = await SshHost.ConnectAsync(
            server.Settings with { DockerSocket = directory["docker.sock"] }, null, Stop);

        var error = await Should.ThrowAsync<DeploymentException>(() => host.OpenDockerAsync(Stop));

        error.Code.ShouldBe("TBS2013");
        error.Message.ShouldContain(directory["docker.sock"]);
        error.Mend.ShouldContain("docker");
    }

    [Fact]
    public async Task A_docker_that_does_not_run_is_told_from_one_that_is_missing()
    {
        var settings = await sandboxes.SettingsAsync();
        using var notListening = Bind(directory["dead.sock"]);
        await using var none = await SshHost.ConnectAsync(settings with { DockerSocket = directory["none.sock"] }, null, Stop);
        await using var dead = await SshHost.ConnectAsync(settings with { DockerSocket = directory["dead.sock"] }, null, Stop);

        (await Should.ThrowAsync<DeploymentException>(() => none.OpenDockerAsync(Stop))).Code.ShouldBe("TBS2014");
        await using var stream = await dead.OpenDockerAsync(Stop);
        await stream.WriteAsync("GET /_ping HTTP/1.1\r\nHost: docker\r\n\r\n"u8.ToArray(), Stop);
        (await Should.ThrowAsync<DeploymentException>(() => stream.ReadAsync(new byte[1], Stop).AsTask())).Code.ShouldBe("TBS2014");
    }

    [Fact]
    public async Task A_socket_path_is_data_and_never_run()
    {
        var settings = await sandboxes.SettingsAsync();
        await using var host = await SshHost.ConnectAsync(
            settings with { DockerSocket = directory["x\"; touch $(echo made); '"] }, null, Stop);

        (await Should.ThrowAsync<DeploymentException>(() => host.OpenDockerAsync(Stop))).Code.ShouldBe("TBS2014");

        Directory.GetFiles(directory.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_full_disk_is_named_with_what_is_free_and_leaves_the_old_file()
    {
        await using var host = await SshHost.ConnectAsync(await sandboxes.SettingsAsync(), null, Stop);
        await using var disk = await SmallDisk.MountAsync(directory["disk"], "64k");
        var file = directory["disk/file"];
        await host.WriteFileAsync(file, "old"u8.ToArray(), OwnerOnly, Stop);

        var error = await Should.ThrowAsync<DeploymentException>(
            () => host.WriteFileAsync(file, new byte[200_000], OwnerOnly, Stop));

        error.Code.ShouldBe("TBS2015");
        error.Message.ShouldContain("MB free");
        (await host.ReadFileAsync(file, Stop)).ShouldBe("old"u8.ToArray());
        (await host.ListDirectoryAsync(directory["disk"], Stop)).ShouldBe(["file"]);
    }

    [Fact]
    public async Task A_full_disk_of_this_machine_is_named_too()
    {
        SandboxFixture.SkipWhereNoneCanRun();
        await using var host = new LocalHost();
        await using var disk = await SmallDisk.MountAsync(directory["disk"], "64k");

        var error = await Should.ThrowAsync<DeploymentException>(
            () => host.WriteFileAsync(directory["disk/file"], new byte[200_000], OwnerOnly, Stop));

        error.Code.ShouldBe("TBS2015");
        Directory.EnumerateFileSystemEntries(directory["disk"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_of_somebody_else_is_forbidden()
    {
        await File.WriteAllTextAsync(directory["secret"], "x", Stop);
        File.SetUnixFileMode(directory["secret"], OwnerOnly);
        await using var server = await VariantSshd.StartAsync(await sandboxes.HostAsync(), directory, shell: "/bin/sh");
        await using var host = await SshHost.ConnectAsync(server.Settings, null, Stop);

        (await Should.ThrowAsync<DeploymentException>(() => host.ReadFileAsync(directory["secret"], Stop))).Code.ShouldBe("TBS2016");
        (await Should.ThrowAsync<DeploymentException>(
            () => host.WriteFileAsync(directory["new"], "x"u8.ToArray(), OwnerOnly, Stop))).Code.ShouldBe("TBS2016");
        (await Should.ThrowAsync<DeploymentException>(
            () => host.CreateDirectoryAsync(directory["dir"], OwnerOnly, Stop))).Code.ShouldBe("TBS2016");
    }

    private static Socket Bind(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    private sealed class SmallDisk(string path) : IAsyncDisposable
    {
        public static async Task<SmallDisk> MountAsync(string path, string size)
        {
            Directory.CreateDirectory(path);
            var (exitCode, _, error) = await SystemTool.RunAsync("mount", ["-t", "tmpfs", "-o", $"size={size}", "tmpfs", path], Stop);
            exitCode.ShouldBe(0, error);
            return new SmallDisk(path);
        }

        public async ValueTask DisposeAsync() => await SystemTool.RunAsync("umount", [path], CancellationToken.None);
    }
}
