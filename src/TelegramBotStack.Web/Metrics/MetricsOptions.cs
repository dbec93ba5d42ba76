using System.Net;

namespace TelegramBotStack.Web;

/// <summary>Where metrics are served. Whoever can reach it can read them: nobody but the machine itself by default.</summary>
public sealed class MetricsOptions
{
    /// <summary>The address to listen on. Default loopback. Setting: <c>BOTSTACK_METRICS_ADDRESS</c>.</summary>
    public IPAddress ListenAddress { get; set; } = IPAddress.Loopback;

    /// <summary>The port to listen on, 1 to 65535. Default 9464. Setting: <c>BOTSTACK_METRICS_PORT</c>.</summary>
    public int Port { get; set; } = 9464;
}
