using System.Net.Sockets;
using System.Text;
using Docker.DotNet;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Tests.Hosts;

namespace TelegramBotStack.Deployment.Tests.Docker;

public sealed class ContainerFilesTests : IDisposable
{
    // As Docker 20.10 has said it.
    private const string Removed = "error processing tar file: Error after fallback to chroot: no such file or directory: exit status 1";
    private const string Failed = "500 Internal Server Error";

    private readonly TemporaryDirectory directory = new();

    private delegate Task<IReadOnlyDictionary<string, byte[]>> Read(
        IHost host, DockerClient docker, string container, string path, CancellationToken cancellationToken);

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("404 Not Found", "Could not find the file /data/x in container 4f5e")]
    [InlineData("404 Not Found", "No such container: 4f5e")]
    public async Task What_is_not_there_has_no_files(string status, string message)
    {
        (await AskAsync(ContainerFiles.ReadAsync, status, message)).ShouldBeEmpty();
        (await AskAsync(ContainerFiles.GlanceAsync, status, message)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_container_that_is_removed_while_its_files_are_packed_has_none_for_a_glance_only()
    {
        (await AskAsync(ContainerFiles.GlanceAsync, Failed, Removed)).ShouldBeEmpty();
        (await Should.ThrowAsync<DeploymentException>(() => AskAsync(ContainerFiles.ReadAsync, Failed, Removed))).Code.ShouldBe(DockerErrors.CallFailedCode);
    }

    [Fact]
    public async Task Any_other_failure_is_an_error_with_a_mend()
    {
        var error = await Should.ThrowAsync<DeploymentException>(() => AskAsync(ContainerFiles.GlanceAsync, Failed, "the daemon has lost its way"));

        error.Code.ShouldBe(DockerErrors.CallFailedCode);
        error.Message.ShouldContain("lost its way");
    }

    private async Task<IReadOnlyDictionary<string, byte[]>> AskAsync(Read read, string status, string message)
    {
        var socket = directory[$"{Guid.NewGuid():N}.sock"];
        var stop = TestContext.Current.CancellationToken;
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        listener.Listen();
        var answering = AnswerAsync();
        await using var host = new LocalHost(socket);
        using var docker = DockerConnection.Open(host);
        try
        {
            return await read(host, docker, "4f5e", "/data/x", stop);
        }
        finally
        {
            await answering;
        }

        async Task AnswerAsync()
        {
            using var connection = await listener.AcceptAsync(stop);
            await connection.ReceiveAsync(new byte[4096], stop);
            var body = $$"""{"message":"{{message}}"}""";
            await connection.SendAsync(
                Encoding.UTF8.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"), stop);
        }
    }
}
