using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Sandbox;

/// <summary>The Docker Engine of a sandbox: started, watched until it answers, and emptied.</summary>
internal sealed partial class SandboxDocker : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan EmptyLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);

    private readonly SandboxPaths paths;

    public SandboxDocker(SandboxPaths paths)
    {
        this.paths = paths;
        var handler = new SocketsHttpHandler { ConnectCallback = ConnectAsync, UseProxy = false };
        Api = new HttpClient(handler) { BaseAddress = new Uri("http://docker/"), Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The engine's HTTP API.</summary>
    public HttpClient Api { get; }

    public async Task<OwnedProcess> StartAsync(CancellationToken cancellationToken)
    {
        // The machine's own /etc/docker/daemon.json must not reach into a sandbox.
        await File.WriteAllTextAsync(paths.DockerConfig, await ConfigurationAsync(cancellationToken), cancellationToken);
        string[] arguments =
        [
            "--config-file", paths.DockerConfig,
            "--data-root", paths.DockerData,
            "--exec-root", paths.DockerExec,
            "--pidfile", $"{paths.Run}/docker.pid",
            "--host", $"unix://{paths.DockerSocket}",
            "--group", "root",
            "--iptables=false",
            "--ip6tables=false",
            "--bridge=none",
            "--exec-opt", "native.cgroupdriver=cgroupfs",
            "--cgroup-parent", paths.CgroupParent,
        ];
        return OwnedProcess.Start(paths.DockerLog, SystemTool.Find("dockerd")!, arguments);
    }

    public async Task WaitUntilReadyAsync(OwnedProcess process, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        try
        {
            while (!await AnswersAsync(limit.Token))
            {
                if (!process.IsAlive)
                {
                    throw SandboxErrors.DockerDidNotStart(LastLogLines());
                }

                await Task.Delay(Poll, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw SandboxErrors.DockerDidNotStart(
                $"no answer within {StartLimit.TotalSeconds:0} s: {LastLogLines()}");
        }
    }

    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Api.GetAsync("_ping", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Removes containers and networks, which reach out of the sandbox' directories, as far as they let themselves.</summary>
    public async Task EmptyAsync()
    {
        using var limit = new CancellationTokenSource(EmptyLimit);
        try
        {
            var containers = await Api.GetFromJsonAsync<JsonElement>("containers/json?all=1", limit.Token);
            await Task.WhenAll(containers.EnumerateArray().Select(container => Api.DeleteAsync(
                new Uri($"containers/{container.GetProperty("Id").GetString()}?force=1&v=1", UriKind.Relative), limit.Token)));
            using var pruned = await Api.PostAsync(new Uri("networks/prune", UriKind.Relative), null, limit.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            // An engine that does not answer any more is ended with everything it started.
        }
    }

    public void Dispose() => Api.Dispose();

    // Before version 23 an engine's identity was a file in /etc/docker, which all engines of a machine share.
    private async Task<string> ConfigurationAsync(CancellationToken cancellationToken)
    {
        var (_, version, _) = await SystemTool.RunAsync(SystemTool.Find("dockerd")!, ["--version"], cancellationToken);
        var configuration = new Dictionary<string, string>();
        if (OldVersion().IsMatch(version))
        {
            configuration["deprecated-key-path"] = Path.Combine(paths.DockerData, "key.json");
        }

        return JsonSerializer.Serialize(configuration);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(paths.DockerSocket), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private string LastLogLines() =>
        File.Exists(paths.DockerLog) ? SystemTool.LastLines(File.ReadAllText(paths.DockerLog)) : "no log";

    [GeneratedRegex(@"version (1\d|20)\.")]
    private static partial Regex OldVersion();
}
