using System.Net.Sockets;
using Docker.DotNet;
using Docker.DotNet.NativeHttp;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Docker;

/// <summary>The Docker Engine's API over a host's connection; few streams are kept open and used again.</summary>
internal static class DockerConnection
{
    // Each is a channel of the host's connection, kept open when it is idle; commands need some of the ten as well.
    private const int MostStreams = 6;

    public static DockerClient Open(IHost host) =>
        new DockerClientBuilder()
            .WithEndpoint(new Uri("http://docker"))
            .WithTimeout(Timeout.InfiniteTimeSpan)
            .WithTransportOptions(new NativeHttpTransportOptions
            {
                ConfigureHandler = handler =>
                {
                    handler.UseProxy = false;
                    handler.MaxConnectionsPerServer = MostStreams;
                    handler.ConnectCallback = async (_, cancellationToken) =>
                        await host.OpenDockerAsync(cancellationToken);
                },
            })
            .Build();

    /// <summary>Runs a call and turns Docker's failures into errors with a mend.</summary>
    public static async Task<T> CallAsync<T>(IHost host, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (DockerApiException error) when (error.ResponseBody?.Contains("no space left", StringComparison.OrdinalIgnoreCase) == true)
        {
            throw DockerErrors.DiskFull(host.Name, error);
        }
        catch (Exception error) when (Known(error) is not null)
        {
            // The host's connection failed inside the request, and says why better than HTTP does.
            throw Known(error)!;
        }
        catch (DockerApiException error)
        {
            throw DockerErrors.CallFailed(host.Name, error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException)
        {
            throw DockerErrors.NotReachable(host.Name, error);
        }
    }

    private static DeploymentException? Known(Exception? error) => error switch
    {
        null => null,
        DeploymentException known => known,
        _ => Known(error.InnerException),
    };
}
