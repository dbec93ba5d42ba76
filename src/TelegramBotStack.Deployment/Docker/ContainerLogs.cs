using Docker.DotNet;
using Docker.DotNet.Models;

namespace TelegramBotStack.Deployment.Docker;

/// <summary>Reads what a container printed.</summary>
internal static class ContainerLogs
{
    /// <summary>Reads lines as they come, until the log ends or the reading is cancelled.</summary>
    public static async Task ReadAsync(
        DockerClient docker, string container, ContainerLogsParameters parameters, Action<string> onLine, CancellationToken cancellationToken)
    {
        using var stream = await docker.Containers.GetContainerLogsAsync(container, parameters, cancellationToken);
        var decoder = System.Text.Encoding.UTF8.GetDecoder();
        var buffer = new byte[16 * 1024];
        var characters = new char[buffer.Length + 1];
        var rest = "";
        while (true)
        {
            var read = await stream.ReadOutputAsync(buffer, 0, buffer.Length, cancellationToken);
            if (read.EOF)
            {
                break;
            }

            var count = decoder.GetChars(buffer, 0, read.Count, characters, 0);
            string[] pieces = (rest + new string(characters, 0, count)).Split('\n');
            foreach (var line in pieces[..^1])
            {
                onLine(line.TrimEnd('\r'));
            }

            rest = pieces[^1];
        }

        if (rest.Length > 0)
        {
            onLine(rest);
        }
    }
}
