using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Tests.Hosts;

public sealed class LocalHostTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryDirectory directory = new();
    private readonly LocalHost host = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_command_gets_its_input_and_gives_output_error_and_exit_code()
    {
        var result = await host.RunAsync(
            new HostCommand("read -r line; echo \"out $line\"; echo problem >&2; exit 7", "a $(b) 'c'\n"u8.ToArray()), Stop);

        result.ShouldBe(new HostCommandResult(7, "out a $(b) 'c'\n", "problem\n"));
        host.Traffic.RoundTrips.ShouldBe(1);
    }

    [Fact]
    public async Task A_command_that_reads_no_input_may_end_first()
    {
        var result = await host.RunAsync(new HostCommand("exit 0", new byte[1_000_000]), Stop);

        result.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_command_over_its_time_is_an_error()
    {
        var error = await Should.ThrowAsync<DeploymentException>(
            () => host.RunAsync(new HostCommand("sleep 600", Timeout: TimeSpan.FromMilliseconds(200)), Stop));

        error.Code.ShouldBe("TBS2011");
        error.Message.ShouldContain("0.2 s");
    }

    [Fact]
    public async Task A_started_command_is_talked_to_and_ends_with_its_input()
    {
        await using var process = await host.StartAsync(
            new HostCommand("while read -r line; do echo \"got $line\"; done; exit 3", "first\n"u8.ToArray()), Stop);

        (await process.Output.ReadLineAsync(Stop)).ShouldBe("got first");
        await process.Input.WriteAsync("second\n"u8.ToArray(), Stop);
        await process.Input.FlushAsync(Stop);
        (await process.Output.ReadLineAsync(Stop)).ShouldBe("got second");
        await process.Input.DisposeAsync();

        (await process.Exited.WaitAsync(Stop)).ShouldBe(3);
        host.Traffic.RoundTrips.ShouldBe(2);
    }

    [Fact]
    public async Task Disposing_a_command_ends_it_with_its_children()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        var process = await host.StartAsync(new HostCommand("sleep 600 & echo $!; wait"), Stop);
        var child = await process.Output.ReadLineAsync(Stop);

        await process.DisposeAsync();

        (await process.Exited).ShouldBe(-1);
        await Eventually.IsTrueAsync(() => HasEnded(child!), "the child has ended", Stop);
    }

    [Fact]
    public async Task A_file_is_replaced_with_its_mode_and_leaves_no_other_file()
    {
        await host.WriteFileAsync(directory["file"], "old"u8.ToArray(), UnixFileMode.UserRead, Stop);
        await host.WriteFileAsync(directory["file"], "new"u8.ToArray(), OwnerOnly, Stop);

        (await host.ReadFileAsync(directory["file"], Stop)).ShouldBe("new"u8.ToArray());
        (await host.ListDirectoryAsync(directory.Path, Stop)).ShouldBe(["file"]);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(directory["file"]).ShouldBe(OwnerOnly);
        }
    }

    [Fact]
    public async Task What_does_not_exist_is_null_empty_or_already_deleted()
    {
        (await host.ReadFileAsync(directory["none"], Stop)).ShouldBeNull();
        (await host.ReadFileAsync(directory["none/none"], Stop)).ShouldBeNull();
        (await host.ListDirectoryAsync(directory["none"], Stop)).ShouldBeEmpty();
        await host.DeleteFileAsync(directory["none"], Stop);
        await host.DeleteFileAsync(directory["none/none"], Stop);
    }

    [Fact]
    public async Task A_directory_is_made_with_its_parents_once()
    {
        const UnixFileMode mode = OwnerOnly | UnixFileMode.UserExecute;

        await host.CreateDirectoryAsync(directory["a/b"], mode, Stop);
        await host.CreateDirectoryAsync(directory["a/b"], mode, Stop);

        (await host.ListDirectoryAsync(directory["a"], Stop)).ShouldBe(["b"]);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(directory["a/b"]).ShouldBe(mode);
        }
    }

    [Fact]
    public async Task A_write_that_cannot_be_done_names_the_file()
    {
        var error = await Should.ThrowAsync<DeploymentException>(
            () => host.WriteFileAsync(directory["none/file"], "x"u8.ToArray(), OwnerOnly, Stop));

        error.Code.ShouldBe("TBS2020");
        error.Message.ShouldContain(directory["none/file"]);
    }

    [Fact]
    public async Task Docker_is_reached_by_its_socket_and_counted()
    {
        Assert.SkipUnless(Socket.OSSupportsUnixDomainSockets, "This system has no unix sockets.");
        var path = directory["docker.sock"];
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        server.Bind(new UnixDomainSocketEndPoint(path));
        server.Listen();
        await using var local = new LocalHost(path);

        await using var docker = await local.OpenDockerAsync(Stop);
        using var accepted = await server.AcceptAsync(Stop);
        await using var answering = new NetworkStream(accepted);
        foreach (var request in new[] { "ping", "info" })
        {
            await docker.WriteAsync(Encoding.UTF8.GetBytes(request), Stop);
            var received = new byte[4];
            await answering.ReadExactlyAsync(received, Stop);
            await answering.WriteAsync("answer"u8.ToArray(), Stop);
            await docker.ReadExactlyAsync(new byte[6], Stop);
        }

        (local.Traffic.RoundTrips, local.Traffic.BytesSent, local.Traffic.BytesReceived).ShouldBe((2, 8, 12));
    }

    [Fact]
    public async Task A_docker_that_does_not_run_is_an_error_with_its_socket()
    {
        await using var local = new LocalHost(directory["none.sock"]);

        var error = await Should.ThrowAsync<DeploymentException>(() => local.OpenDockerAsync(Stop));

        error.Code.ShouldBe("TBS2014");
        error.Message.ShouldContain(directory["none.sock"]);
    }

    // An ended child may stay as a zombie, without a command line, until its new parent looks.
    private static bool HasEnded(string pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Length == 0;
        }
        catch (Exception exception) when (exception is IOException)
        {
            return true;
        }
    }
}
