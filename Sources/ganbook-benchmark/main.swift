print("ganbook-benchmark")
