using Renci.SshNet;
using Renci.SshNet.Security;

namespace TelegramBotStack.Deployment.Hosts.Ssh;

/// <summary>A key in an agent, to SSH.NET a private key like any other.</summary>
internal sealed class AgentKey : IPrivateKeySource
{
    // draft-ietf-sshm-ssh-agent, section 6.6: which hash an RSA key signs with.
    private const uint RsaSha256 = 2;
    private const uint RsaSha512 = 4;

    public AgentKey(SshAgent agent, byte[] key)
    {
        var type = PublicKeyBlob.TypeOf(key);
        HostKeyAlgorithms = type == "ssh-rsa"
            ?
            [
                new Algorithm("rsa-sha2-512", agent, key, RsaSha512),
                new Algorithm("rsa-sha2-256", agent, key, RsaSha256),
            ]
            : [new Algorithm(type, agent, key, 0)];
    }

    public IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms { get; }

    private sealed class Algorithm(string name, SshAgent agent, byte[] key, uint flags) : HostAlgorithm(name)
    {
        public override byte[] Data => key;

        public override byte[] Sign(byte[] data) => agent.Sign(key, data, flags);

        /// <summary>An agent does not verify, and a login never asks for it.</summary>
        public override bool VerifySignature(byte[] data, byte[] signature) => throw new NotSupportedException();
    }
}
