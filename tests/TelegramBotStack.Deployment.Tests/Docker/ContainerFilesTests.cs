using System.Net.Sockets;
using System.Text;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Tests.Hosts;

namespace TelegramBotStack.Deployment.Tests.Docker;

public sealed class ContainerFilesTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("404 Not Found", "Could not find the file /data/x in container 4f5e")]
    [InlineData("404 Not Found", "No such container: 4f5e")]
    [InlineData("500 Internal Server Error", "error processing tar file: Error after fallback to chroot: no such file or directory: exit status 1")]
    public async Task What_is_gone_also_while_it_is_packed_has_no_files(string status, string message) =>
        (await ReadAsync(status, message)).ShouldBeEmpty();

    [Fact]
    public async Task Any_other_failure_is_an_error_with_a_mend()
    {
        var error = await Should.ThrowAsync<DeploymentException>(() => ReadAsync("500 Internal Server Error", "the daemon has lost its way"));

        error.Code.ShouldBe(DockerErrors.CallFailedCode);
        error.Message.ShouldContain("lost its way");
    }

    /// <summary>Reads from a Docker Engine that answers so; the messages are those of version 20.10.</summary>
    private async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(string status, string message)
    {
        var stop = TestContext.Current.CancellationToken;
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(directory["docker.sock"]));
        listener.Listen();
        var answering = AnswerAsync();
        await using var host = new LocalHost(directory["docker.sock"]);
        using var docker = DockerConnection.Open(host);
        try
        {
            return await ContainerFiles.ReadAsync(host, docker, "4f5e", "/data/x", stop);
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
