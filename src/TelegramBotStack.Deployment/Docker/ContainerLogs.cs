using Docker.DotNet;
using Docker.DotNet.Models;

namespace TelegramBotStack.Deployment.Docker;

/// <summary>Reads what a container printed.</summary>
internal static class ContainerLogs
{
    /// <summary>The last lines of a container, oldest first; empty when there are none to be had.</summary>
    public static async Task<IReadOnlyList<string>> TailAsync(
        DockerClient docker, string container, int lines, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        try
        {
            await ReadAsync(
                docker, container, new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Tail = $"{lines}" },
                found.Add, cancellationToken);
        }
        catch (DockerApiException)
        {
            // A container that is gone has no log; the caller's error is the one that matters.
            return found;
        }

        return found;
    }

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
