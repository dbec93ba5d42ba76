using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.TestSupport;

namespace TelegramBotStack.Deployment.Tests.Hosts;

public sealed class SshHostTests(SandboxFixture sandboxes) : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_command_gets_its_input_and_gives_output_error_and_exit_code()
    {
        await using var host = await ConnectAsync();

        var result = await host.RunAsync(
            new HostCommand("read -r line; printf \"out '%s'\\n\" \"$line\"; echo problem >&2; exit 7", "a $(b) 'c' \"d\" \\e\n"u8.ToArray()), Stop);

        result.ShouldBe(new HostCommandResult(7, "out 'a $(b) 'c' \"d\" \\e'\n", "problem\n"));
    }

    [Fact]
    public async Task A_command_that_reads_no_input_may_end_first()
    {
        await using var host = await ConnectAsync();

        (await host.RunAsync(new HostCommand("exit 0", new byte[4_000_000]), Stop)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_command_over_its_time_is_an_error_and_the_connection_lives_on()
    {
        await using var host = await ConnectAsync();

        var error = await Should.ThrowAsync<DeploymentException>(
            () => host.RunAsync(new HostCommand("sleep 600", Timeout: TimeSpan.FromMilliseconds(200)), Stop));

        error.Code.ShouldBe("TBS2011");
        (await host.RunAsync(new HostCommand("echo still here"), Stop)).Output.ShouldBe("still here\n");
    }

    [Fact]
    public async Task Many_commands_run_at_once()
    {
        await using var host = await ConnectAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            number => host.RunAsync(new HostCommand("cat", Encoding.UTF8.GetBytes($"{number}")), Stop)));

        results.Select(result => result.Output).ShouldBe(Enumerable.Range(0, 20).Select(number => $"{number}"));
    }

    [Fact]
    public async Task A_started_command_is_talked_to_and_ends_with_its_input()
    {
        await using var host = await ConnectAsync();
        await using var process = await host.StartAsync(
            new HostCommand("while read -r line; do echo \"got $line\"; done; exit 3", "first\n"u8.ToArray()), Stop);

        (await process.Output.ReadLineAsync(Stop)).ShouldBe("got first");
        await process.Input.WriteAsync("second\n"u8.ToArray(), Stop);
        await process.Input.FlushAsync(Stop);
        (await process.Output.ReadLineAsync(Stop)).ShouldBe("got second");
        await process.Input.DisposeAsync();

        (await process.Exited.WaitAsync(Stop)).ShouldBe(3);
    }

    [Fact]
    public async Task A_file_is_replaced_with_its_mode_and_leaves_no_other_file()
    {
        await using var host = await ConnectAsync();
        var path = directory["a name; $(rm -rf x) 'q' \"d\" ä"];
        var content = Enumerable.Range(0, 300_000).Select(number => (byte)number).ToArray();

        await host.WriteFileAsync(path, "old"u8.ToArray(), UnixFileMode.UserRead, Stop);
        await host.WriteFileAsync(path, content, OwnerOnly, Stop);

        (await host.ReadFileAsync(path, Stop)).ShouldBe(content);
        (await host.ListDirectoryAsync(directory.Path, Stop)).ShouldBe([Path.GetFileName(path)]);
        (await host.RunAsync(new HostCommand("read -r p; stat -c %a \"$p\"", HostScripts.Line(path)), Stop)).Output.ShouldBe("600\n");
        await host.DeleteFileAsync(path, Stop);
        Directory.EnumerateFileSystemEntries(directory.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_does_not_exist_is_null_empty_or_already_deleted()
    {
        await using var host = await ConnectAsync();

        (await host.ReadFileAsync(directory["none"], Stop)).ShouldBeNull();
        (await host.ReadFileAsync(directory["none/none"], Stop)).ShouldBeNull();
        (await host.ListDirectoryAsync(directory["none"], Stop)).ShouldBeEmpty();
        await host.DeleteFileAsync(directory["none"], Stop);
        await host.DeleteFileAsync(directory["none/none"], Stop);
    }

    [Fact]
    public async Task A_directory_is_made_with_its_parents_once()
    {
        await using var host = await ConnectAsync();

        await host.CreateDirectoryAsync(directory["a/b"], OwnerOnly | UnixFileMode.UserExecute, Stop);
        await host.CreateDirectoryAsync(directory["a/b"], OwnerOnly | UnixFileMode.UserExecute, Stop);

        (await host.ListDirectoryAsync(directory["a"], Stop)).ShouldBe(["b"]);
    }

    [Fact]
    public async Task A_write_that_cannot_be_done_names_the_file()
    {
        await using var host = await ConnectAsync();

        var error = await Should.ThrowAsync<DeploymentException>(
            () => host.WriteFileAsync(directory["none/file"], "x"u8.ToArray(), OwnerOnly, Stop));

        error.Code.ShouldBe("TBS2020");
        error.Message.ShouldContain(directory["none/file"]);
    }

    [Fact]
    public async Task Docker_answers_many_requests_on_one_channel()
    {
        await using var host = await ConnectAsync();
        using var docker = Docker(host);
        await docker.GetStringAsync("_ping", Stop);
        var before = host.Traffic.RoundTrips;

        for (var i = 0; i < 20; i++)
        {
            (await docker.GetFromJsonAsync<JsonElement>("version", Stop)).GetProperty("ApiVersion").GetString().ShouldNotBeNull();
        }

        (host.Traffic.RoundTrips - before).ShouldBe(20);
    }

    [Fact]
    public async Task An_upload_that_docker_refuses_half_way_leaves_the_connection()
    {
        await using var host = await ConnectAsync();
        using var docker = Docker(host);
        var junk = new byte[20_000_000];
        Array.Fill(junk, (byte)'x');
        for (var i = 0; i < 20; i++)
        {
            using var content = new ByteArrayContent(junk);
            await Should.ThrowAsync<HttpRequestException>(async () =>
            {
                using var answer = await docker.PostAsync(
                    new Uri("images/create?fromSrc=-&repo=junk&tag=x", UriKind.Relative), content, Stop);
                answer.EnsureSuccessStatusCode();
            });

            (await docker.GetStringAsync("_ping", Stop)).ShouldBe("OK");
        }

        host.ConnectionLost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Docker_is_reached_by_a_given_socket()
    {
        var sandbox = await sandboxes.HostAsync();
        await using var host = await ConnectAsync(settings => settings with { DockerSocket = sandbox.DockerSocket });
        using var docker = Docker(host);

        (await docker.GetStringAsync("_ping", Stop)).ShouldBe("OK");
    }

    [Fact]
    public async Task Many_calls_of_docker_at_once_leave_room_for_a_command()
    {
        await using var host = await ConnectAsync();
        using var docker = DockerConnection.Open(host);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => docker.System.GetSystemInfoAsync(Stop)));

        (await host.RunAsync(new HostCommand("echo here", Timeout: TimeSpan.FromSeconds(20)), Stop)).Output.ShouldContain("here");
    }

    internal static HttpClient Docker(IHost host) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellationToken) => await host.OpenDockerAsync(cancellationToken),
    })
    {
        BaseAddress = new Uri("http://docker/"),
    };

    private async Task<SshHost> ConnectAsync(Func<SshSettings, SshSettings>? change = null)
    {
        var settings = await sandboxes.SettingsAsync();
        return await SshHost.ConnectAsync(change?.Invoke(settings) ?? settings, null, Stop);
    }
}
